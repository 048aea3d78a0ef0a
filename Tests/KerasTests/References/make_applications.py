"""Makes applications.h5: a small member of each family of keras.applications, as configurations with the answers of Keras.

    python make_applications.py   # in an environment with tensorflow-cpu, keras, tf-keras, h5py

Most families have a constructor that takes depths and widths; of the others the layers are made with fewer filters. Weights aren't
stored: both sides make them from seeds, scaled so that values keep their size through all layers (ReferenceNumbers.ScaledWeights).
The networks by their names and in full size are compared by census_applications.py.
"""
import json
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import h5py
import keras
import keras.src.applications as applications3
import numpy as np
import tf_keras
import tf_keras.src.applications as applications2
from make_support import given, saved_config, weights_by_name

HERE = os.path.dirname(os.path.abspath(__file__))
SIZE = (64, 48)


class Thin:
    """A module of layers whose convolutions have an eighth of the filters that are asked for."""

    def __init__(self, layers):
        self.layers = layers

    def __getattr__(self, name):
        make = getattr(self.layers, name)
        if name not in ("Conv2D", "SeparableConv2D", "Dense"):
            return make

        def thin(filters, *arguments, **options):
            # Inception-ResNet asks for a bias where a branch must be as wide as what it is added to; a top has few classes.
            return make(filters if options.get("use_bias") or filters < 16 else filters // 8, *arguments, **options)

        return thin


def thin(make):
    """What make() makes, with few filters."""
    space = make.__globals__

    def made(**options):
        layers = space["layers"]
        space["layers"] = Thin(layers)
        try:
            return make(**options)
        finally:
            space["layers"] = layers

    return made


def few(make, module):
    """With one block where there are ten or twenty."""

    def made(**options):
        module.range = lambda first, last: range(first, min(last, first + 1))
        try:
            return make(**options)
        finally:
            del module.range

    return made


def residual(A, generation, number, preact, use_bias):
    stack = getattr(A.resnet, "stack%d" % number if generation == 2 else "stack_residual_blocks_v%d" % number)

    def stacks(x):
        for index, (filters, blocks) in enumerate(((8, 2), (12, 2)) if number < 3 else ((32, 1), (64, 2))):
            x = stack(x, filters, blocks, stride1=1 + index, name="conv%d" % (index + 2))
        return x

    return lambda **options: A.resnet.ResNet(stacks, preact, use_bias, **options)


def networks(k, A, generation):
    """(name, constructor, options)"""
    top = dict(classes=5, classifier_activation=None)
    bare = dict(include_top=False)
    named = k.applications
    yield "VGG", thin(A.vgg16.VGG16), top
    yield "ResNet", residual(A, generation, 1, False, True), top
    yield "ResNetV2", residual(A, generation, 2, True, True), dict(bare, pooling="max")
    yield "InceptionV3", thin(A.inception_v3.InceptionV3), dict(top, input_shape=(80, 75, 3))
    yield "InceptionResNetV2", few(thin(A.inception_resnet_v2.InceptionResNetV2), A.inception_resnet_v2), dict(
        top, input_shape=(80, 75, 3))
    yield "Xception", thin(A.xception.Xception), dict(bare, input_shape=(80, 75, 3))
    yield "MobileNet", named.MobileNet, dict(top, alpha=0.25, depth_multiplier=2)
    yield "MobileNetV2", named.MobileNetV2, dict(top, alpha=0.35)
    yield "MobileNetV3Small", named.MobileNetV3Small, dict(top, include_preprocessing=False)
    yield "MobileNetV3Large", named.MobileNetV3Large, dict(top, alpha=0.75)
    yield "MobileNetV3Small, minimalistic", named.MobileNetV3Small, dict(bare, minimalistic=True, pooling="avg")
    yield "DenseNet", A.densenet.DenseNet, dict(top, blocks=[2, 3, 2, 1])
    yield "NASNetMobile", A.nasnet.NASNet, dict(
        top, penultimate_filters=96, num_blocks=1, stem_block_filters=8, skip_reduction=False, filter_multiplier=2, default_size=224)
    yield "NASNetLarge", A.nasnet.NASNet, dict(
        bare, penultimate_filters=96, num_blocks=1, stem_block_filters=12, skip_reduction=True, filter_multiplier=2, default_size=331)
    yield "EfficientNet", A.efficientnet.EfficientNet, dict(
        top, width_coefficient=0.3, depth_coefficient=0.5, default_size=224)
    yield "EfficientNetV2B", A.efficientnet_v2.EfficientNetV2, dict(
        top, width_coefficient=0.3, depth_coefficient=0.3, default_size=224, **{"model_name" if generation == 2 else "name": "efficientnetv2-b0"})
    yield "EfficientNetV2S", A.efficientnet_v2.EfficientNetV2, dict(
        bare, width_coefficient=0.3, depth_coefficient=0.2, default_size=384, **{"model_name" if generation == 2 else "name": "efficientnetv2-s"})
    yield "ConvNeXt", A.convnext.ConvNeXt, dict(top, depths=[1, 2, 1, 1], projection_dims=[8, 16, 24, 32], drop_path_rate=0.1)
    channels_first = dict(channels_first=True)
    yield "ResNet, channels first", residual(A, generation, 1, False, True), dict(top, **channels_first)
    yield "VGG, channels first", thin(A.vgg16.VGG16), dict(top, **channels_first)
    yield "MobileNetV2, channels first", named.MobileNetV2, dict(top, alpha=0.35, **channels_first)
    yield "EfficientNet, channels first", A.efficientnet.EfficientNet, dict(
        top, width_coefficient=0.3, depth_coefficient=0.3, default_size=224, **channels_first)
    if generation == 2:
        yield "DenseNet, channels first", A.densenet.DenseNet, dict(bare, blocks=[2, 1, 1, 1], **channels_first)
        yield "ResNeXt", residual(A, generation, 3, False, False), top
        softmax = dict(classes=5)
        for block in "XY":
            yield "RegNet" + block, A.regnet.RegNet, dict(
                softmax, depths=[1, 2, 1, 1], widths=[16, 24, 32, 48], group_width=8, block_type=block, default_size=224,
                model_name="regnet")
        yield "ResNetRS", A.resnet_rs.ResNetRS, dict(top, depth=50, block_args=[
            dict(input_filters=8, num_repeats=1), dict(input_filters=16, num_repeats=2), dict(input_filters=16, num_repeats=1),
            dict(input_filters=24, num_repeats=1)])


def build(k, make, options, channels_first):
    k.backend.clear_session()
    k.backend.set_image_data_format("channels_first" if channels_first else "channels_last")
    shape = options.pop("input_shape", SIZE + (3,))
    try:
        return make(weights=None, input_shape=shape[-1:] + shape[:-1] if channels_first else shape, **options)
    finally:
        k.backend.set_image_data_format("channels_last")


def settle(model):
    values = []
    for index, (name, weight) in enumerate(weights_by_name(model)):
        shape = tuple(weight.shape)
        value = given(shape, 1000 + index)
        if "variance" in name:
            value = np.abs(value) * np.float32(0.4) + np.float32(0.8)
        elif "gamma" in name:
            value = value * np.float32(0.2) + np.float32(1)
        elif len(shape) < 2:
            value = value * np.float32(0.1)
        else:
            inputs = int(np.prod(shape[:2] if "depthwise" in name else shape[:-1]))
            value = value * np.float32(np.sqrt(np.float32(3) / np.float32(inputs)))
        values.append(value.astype("int64" if "count" in name else "float32"))
    model.set_weights(values)
    for layer in model.layers:
        if hasattr(layer, "finalize_state"):
            layer.finalize_state()


def answer(k, make, options):
    """The model, an input that it takes, and what Keras answers."""
    options = dict(options)
    channels_first = options.pop("channels_first", False)
    model = build(k, make, dict(options), False)
    settle(model)
    shape = (2,) + model.input_shape[1:]
    if not channels_first:
        x = given(shape, 1)
        return model, x, np.asarray(model(x, training=False))
    # TensorFlow has no convolutions of channels first on a CPU: the answer is that of the twin, whose weights are the same.
    x = given((2, shape[3]) + shape[1:3], 1)
    y = np.asarray(model(x.transpose(0, 2, 3, 1), training=False))
    twin = build(k, make, dict(options), True)
    twin.set_weights(model.get_weights())
    return twin, x, y.transpose(0, 3, 1, 2) if y.ndim == 4 else y


rows = dict(names=[], versions=[], configs=[], inputs=[], outputs=[])
values = []
for k, A, generation in ((tf_keras, applications2, 2), (keras, applications3, 3)):
    for name, make, options in networks(k, A, generation):
        model, x, y = answer(k, make, options)
        config, version = saved_config(model)
        rows["names"].append("Keras %d: %s" % (generation, name))
        rows["versions"].append(version)
        rows["configs"].append(config)
        rows["inputs"].append(json.dumps([x.shape]))
        rows["outputs"].append(json.dumps([y.shape]))
        values.append(y.ravel())
        print(rows["names"][-1], y.shape, np.abs(y).max(), y.std(), model.count_params(), len(config), flush=True)
with h5py.File(os.path.join(HERE, "applications.h5"), "w") as file:
    for key, texts in rows.items():
        data = np.array([t.encode() if isinstance(t, str) else t for t in texts])
        file.create_dataset(key, data=data, compression="gzip", compression_opts=9, chunks=data.shape)
    file["values"] = np.concatenate(values)
print(os.path.getsize(os.path.join(HERE, "applications.h5")), "bytes")
