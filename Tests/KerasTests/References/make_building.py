"""What tf.keras says of models that Building/*.swift builds alike: configuration, summary, parameters, weights from a seed.

Run: TF_CPP_MIN_LOG_LEVEL=3 CUDA_VISIBLE_DEVICES= python make_building.py   (tensorflow, tf_keras 2.21)
"""
import json

import h5py
import keras as keras3
import numpy as np
import tf_keras as keras
from make_support import saved_config

L = keras.layers
Input, Model, Sequential = keras.Input, keras.Model, keras.Sequential
glorot = keras.initializers.GlorotUniform


def happy():
    x_input = Input((64, 64, 3))
    x = L.ZeroPadding2D((3, 3))(x_input)
    x = L.Conv2D(32, (7, 7), strides=(1, 1), name="conv0")(x)
    x = L.BatchNormalization(axis=3, name="bn0")(x)
    x = L.Activation("relu")(x)
    x = L.MaxPooling2D((2, 2), name="max_pool")(x)
    x = L.Flatten()(x)
    x = L.Dense(1, activation="sigmoid", name="fc")(x)
    return Model(inputs=x_input, outputs=x, name="HappyModel")


def happy_sequential():
    return Sequential([
        L.ZeroPadding2D(padding=(3, 3), input_shape=(64, 64, 3)), L.Conv2D(32, (7, 7)), L.BatchNormalization(axis=3), L.ReLU(),
        L.MaxPooling2D(), L.Flatten(), L.Dense(1, activation="sigmoid")])


def convolutional():
    inputs = Input((64, 64, 3))
    x = L.Conv2D(8, 4, padding="same")(inputs)
    x = L.MaxPool2D(8, strides=8, padding="same")(L.ReLU()(x))
    x = L.Conv2D(16, 2, padding="same")(x)
    x = L.MaxPool2D(4, strides=4, padding="same")(L.ReLU()(x))
    return Model(inputs, L.Dense(6, activation="softmax")(L.Flatten()(x)))


def block(x, f, filters, names, s=None):
    """A residual block of the first generation: with `s` the shortcut is a convolution."""
    conv, bn = names
    f1, f2, f3 = filters
    shortcut = x
    x = L.Conv2D(f1, 1, strides=s or 1, name=conv + "2a", kernel_initializer=glorot(seed=0))(x)
    x = L.Activation("relu")(L.BatchNormalization(axis=3, name=bn + "2a")(x))
    x = L.Conv2D(f2, f, padding="same", name=conv + "2b", kernel_initializer=glorot(seed=0))(x)
    x = L.Activation("relu")(L.BatchNormalization(axis=3, name=bn + "2b")(x))
    x = L.Conv2D(f3, 1, name=conv + "2c", kernel_initializer=glorot(seed=0))(x)
    x = L.BatchNormalization(axis=3, name=bn + "2c")(x)
    if s:
        shortcut = L.Conv2D(f3, 1, strides=s, name=conv + "1", kernel_initializer=glorot(seed=0))(shortcut)
        shortcut = L.BatchNormalization(axis=3, name=bn + "1")(shortcut)
    return L.Activation("relu")(L.Add()([x, shortcut]))


def resnet50():
    x_input = Input((64, 64, 3))
    x = L.ZeroPadding2D((3, 3))(x_input)
    x = L.Conv2D(64, 7, strides=2, name="conv1", kernel_initializer=glorot(seed=0))(x)
    x = L.Activation("relu")(L.BatchNormalization(axis=3, name="bn_conv1")(x))
    x = L.MaxPooling2D((3, 3), strides=(2, 2))(x)
    for stage, filters, blocks, s in [
            (2, [64, 64, 256], "abc", 1), (3, [128, 128, 512], "abcd", 2), (4, [256, 256, 1024], "abcdef", 2),
            (5, [512, 512, 2048], "abc", 2)]:
        for letter in blocks:
            names = (f"res{stage}{letter}_branch", f"bn{stage}{letter}_branch")
            x = block(x, 3, filters, names, s if letter == "a" else None)
    x = L.AveragePooling2D((2, 2), name="avg_pool")(x)
    x = L.Dense(6, activation="softmax", name="fc6", kernel_initializer=glorot(seed=0))(L.Flatten()(x))
    return Model(inputs=x_input, outputs=x, name="ResNet50")


def block2(x, f, filters, s=None):
    """A residual block of the second generation, whose layers have no names of their own."""
    f1, f2, f3 = filters
    initializer = (lambda: glorot(seed=0)) if s else (lambda: keras.initializers.RandomUniform(seed=0))
    shortcut = x
    x = L.Conv2D(f1, 1, strides=s or 1, kernel_initializer=initializer())(x)
    x = L.Activation("relu")(L.BatchNormalization(axis=3)(x, training=True))
    x = L.Conv2D(f2, f, padding="same", kernel_initializer=initializer())(x)
    x = L.Activation("relu")(L.BatchNormalization(axis=3)(x, training=True))
    x = L.Conv2D(f3, 1, kernel_initializer=initializer())(x)
    x = L.BatchNormalization(axis=3)(x, training=True)
    if s:
        shortcut = L.Conv2D(f3, 1, strides=s, kernel_initializer=initializer())(shortcut)
        shortcut = L.BatchNormalization(axis=3)(shortcut, training=True)
    return L.Activation("relu")(L.Add()([x, shortcut]))


def blocks2():
    x_input = Input((16, 16, 3))
    x = block2(x_input, 3, [4, 4, 8], 2)
    return Model(x_input, block2(x, 2, [4, 4, 8]))


def depthwise():
    inputs = Input((32, 32, 3))
    x = L.Conv2D(8, 3, strides=2, padding="same", use_bias=False)(inputs)
    x = L.ReLU(6.0)(L.BatchNormalization(momentum=0.9, epsilon=1e-5)(x))
    x = L.DepthwiseConv2D(3, padding="same", depth_multiplier=2)(x)
    x = L.SeparableConv2D(12, 3, activation="swish")(x)
    x = L.GlobalAveragePooling2D()(L.LeakyReLU(0.1)(x))
    return Model(inputs, L.Dense(4)(L.Dropout(0.2)(x)))


def shared():
    a, b = Input((8,)), Input((8,))
    dense = L.Dense(4, activation="tanh")
    x, y = dense(a), dense(b)
    joined = L.Concatenate()([x, y, L.Subtract()([x, y])])
    return Model([a, b], [L.Dense(2, name="first")(joined), L.Dense(1, name="second")(x)])


def nested():
    inner_input = Input((6,))
    h = L.Dense(5, activation="relu")(inner_input)
    inner = Model(inner_input, [h, L.Dense(3)(h)], name="inner")
    head = Sequential([L.Dense(4, input_shape=(6,)), L.Dropout(0.3), L.Dense(6)])
    x = Input((6,))
    first, second = inner(head(x))
    third, fourth = inner(head(head(x)))
    return Model(x, [L.Add()([first, third]), second, fourth])


def deferred():
    augment = Sequential([L.RandomFlip("horizontal"), L.RandomRotation(0.2)])
    x = Input((16, 16, 3))
    y = L.Conv2D(2, 3)(L.Rescaling(1 / 127.5, offset=-1.0)(augment(x)))
    return Model(x, L.Dense(2)(L.GlobalMaxPooling2D()(y)))


def frozen():
    x = Input((12, 12, 3))
    y = L.Conv2D(4, 3, trainable=False)(x)
    y = L.BatchNormalization()(y, training=False)
    inner = Sequential([L.Conv2D(3, 3, input_shape=(10, 10, 4)), L.BatchNormalization()])
    inner.trainable = False
    return Model(x, L.Dense(2)(L.Flatten()(inner(y))))


def recurrent():
    x = Input((7,))
    y = L.Embedding(20, 6, mask_zero=True)(x)
    y = L.Bidirectional(L.LSTM(4, return_sequences=True))(y)
    y = L.GRU(3, return_sequences=True)(y)
    return Model(x, L.Dense(2)(L.SimpleRNN(5)(L.LayerNormalization()(y))))


def initialised():
    x = Input((9, 9, 2))
    y = L.Conv2D(3, 3, kernel_initializer="he_normal", bias_initializer=keras.initializers.Constant(0.5),
                 kernel_regularizer=keras.regularizers.L2(5e-4), kernel_constraint=keras.constraints.MaxNorm(3))(x)
    y = L.Dense(4, kernel_initializer=keras.initializers.RandomNormal(stddev=0.1), bias_initializer="ones")(L.Flatten()(y))
    y = L.PReLU(alpha_initializer=keras.initializers.RandomUniform(-1.0, 1.0, seed=7))(y)
    return Model(x, L.Dense(4, kernel_initializer="orthogonal", activity_regularizer="l1")(y))


def operators():
    a, b = Input((4, 3)), Input((4, 3))
    x = (a + b) * 2 - b / 4
    y = -x[:, 1:3] + a[:, :2] * b[:, 2:]
    z = L.Dense(2)(1 - x[..., 0] * 0.5)
    w = 2 / (x[:, -1] + 1.5) + (0.5 + b[:, 0])
    return Model([a, b], [z, abs(y), w - 1, x[:, None], 3 * x[:, ::2] ** 2, x / a, a - x])


def extracted():
    x = Input((12, 12, 3), name="pictures")
    y = L.Conv2D(4, 3, name="first")(x)
    y = L.ReLU(name="rectified")(L.BatchNormalization()(y) * 0.5 + 1)
    y = L.MaxPooling2D(name="pooled")(y)
    base = Model(x, L.Dense(5)(L.Flatten()(y)), name="base")
    head = L.Dense(3, activation="softmax")(L.GlobalAveragePooling2D()(base.get_layer("pooled").output))
    return Model(base.input, [head, base.get_layer("rectified").output])


def extracted_behind():
    base = Sequential([L.Conv2D(4, 3, input_shape=(8, 8, 3)), L.ReLU(name="middle"), L.Flatten(), L.Dense(2)])
    return Model(base.input, base.get_layer("middle").output)


def extracted_nested():
    inner_input = Input((6,))
    inner = Model(inner_input, L.Dense(5)(inner_input), name="inner")
    shared = L.Dense(6, name="shared")
    x = Input((6,))
    y = shared(shared(x))
    base = Model(x, L.Dense(1)(L.Add(name="sum")([inner(y), inner(x)])))
    frozen = Model(base.input, L.Dense(2)(base.get_layer("sum").output))
    frozen.get_layer("shared").trainable = False
    return frozen


MODELS = [happy, happy_sequential, convolutional, resnet50, blocks2, depthwise, shared, nested, deferred, frozen, recurrent,
          initialised, operators, extracted, extracted_behind, extracted_nested]

IMAGE, SERIES, VOLUME, FEATURES = (8, 8, 3), (8, 3), (6, 6, 6, 2), (5,)
LAYERS = [
    (FEATURES, lambda: L.Dense(3)), (SERIES, lambda: L.EinsumDense("abc,cd->abd", (None, 4), bias_axes="d")),
    (FEATURES, lambda: L.Identity()), (FEATURES, lambda: L.Activation("relu")), (IMAGE, lambda: L.Conv2D(2, 3)),
    (IMAGE, lambda: L.DepthwiseConv2D(3)), (IMAGE, lambda: L.SeparableConv2D(2, 3)), (IMAGE, lambda: L.Conv2DTranspose(2, 3)),
    (SERIES, lambda: L.Conv1D(2, 3)), (SERIES, lambda: L.DepthwiseConv1D(3)), (SERIES, lambda: L.SeparableConv1D(2, 3)),
    (SERIES, lambda: L.Conv1DTranspose(2, 3)), (VOLUME, lambda: L.Conv3D(2, 3)), (VOLUME, lambda: L.Conv3DTranspose(2, 3)),
    (IMAGE, lambda: L.LocallyConnected2D(2, 3)), (SERIES, lambda: L.LocallyConnected1D(2, 3)),
    (FEATURES, lambda: L.Embedding(5, 2)), (SERIES, lambda: L.Masking(0.5)), (SERIES, lambda: L.SimpleRNN(2)),
    (SERIES, lambda: L.GRU(2)), (SERIES, lambda: L.LSTM(2)), ((4,) + SERIES, lambda: L.ConvLSTM1D(2, 3)),
    ((4,) + IMAGE, lambda: L.ConvLSTM2D(2, 3)), ((4,) + VOLUME, lambda: L.ConvLSTM3D(2, 3)),
    (SERIES, lambda: L.Bidirectional(L.LSTM(2))), (SERIES, lambda: L.TimeDistributed(L.Dense(2))),
    (IMAGE, lambda: L.MaxPooling2D()), (IMAGE, lambda: L.AveragePooling2D()), (IMAGE, lambda: L.GlobalMaxPooling2D()),
    (IMAGE, lambda: L.GlobalAveragePooling2D()), (SERIES, lambda: L.MaxPooling1D()), (SERIES, lambda: L.AveragePooling1D()),
    (SERIES, lambda: L.GlobalMaxPooling1D()), (SERIES, lambda: L.GlobalAveragePooling1D()),
    (VOLUME, lambda: L.MaxPooling3D()), (VOLUME, lambda: L.AveragePooling3D()), (VOLUME, lambda: L.GlobalMaxPooling3D()),
    (VOLUME, lambda: L.GlobalAveragePooling3D()), (IMAGE, lambda: L.BatchNormalization()),
    (IMAGE, lambda: L.LayerNormalization()), (IMAGE, lambda: L.GroupNormalization(3)), (IMAGE, lambda: L.UnitNormalization()),
    (FEATURES, lambda: L.Normalization()), (IMAGE, lambda: L.Rescaling(0.5)), (IMAGE, lambda: L.Resizing(4, 4)),
    (IMAGE, lambda: L.CenterCrop(4, 4)), (IMAGE, lambda: L.ReLU(6, negative_slope=0.1)), (IMAGE, lambda: L.LeakyReLU(0.3)),
    (IMAGE, lambda: L.PReLU()), (IMAGE, lambda: L.ELU(0.3)), (IMAGE, lambda: L.ThresholdedReLU(0.3)),
    (IMAGE, lambda: L.Softmax()), (IMAGE, lambda: L.Flatten()), (SERIES, lambda: L.Reshape((3, -1))),
    (SERIES, lambda: L.Permute((2, 1))), (FEATURES, lambda: L.RepeatVector(2)), (IMAGE, lambda: L.ZeroPadding2D()),
    (IMAGE, lambda: L.Cropping2D(((1, 0), (2, 1)))), (IMAGE, lambda: L.UpSampling2D()), (SERIES, lambda: L.ZeroPadding1D()),
    (SERIES, lambda: L.Cropping1D()), (SERIES, lambda: L.UpSampling1D()), (VOLUME, lambda: L.ZeroPadding3D()),
    (VOLUME, lambda: L.Cropping3D()), (VOLUME, lambda: L.UpSampling3D()), (IMAGE, lambda: L.Dropout(0.5)),
    (SERIES, lambda: L.SpatialDropout1D(0.5)), (IMAGE, lambda: L.SpatialDropout2D(0.5)),
    (VOLUME, lambda: L.SpatialDropout3D(0.5)), (IMAGE, lambda: L.AlphaDropout(0.5)), (IMAGE, lambda: L.GaussianDropout(0.5)),
    (IMAGE, lambda: L.GaussianNoise(0.5)), (IMAGE, lambda: L.ActivityRegularization(0.1, 0.2)),
    (IMAGE, lambda: L.RandomFlip()), (IMAGE, lambda: L.RandomRotation(0.2)), (IMAGE, lambda: L.RandomZoom(0.2)),
    (IMAGE, lambda: L.RandomTranslation(0.2, 0.1)), (IMAGE, lambda: L.RandomContrast(0.2)),
    (IMAGE, lambda: L.RandomBrightness(0.2)), (IMAGE, lambda: L.RandomCrop(4, 4)), (IMAGE, lambda: L.RandomHeight(0.2)),
    (IMAGE, lambda: L.RandomWidth(0.2)),
]
JOINING = [
    (IMAGE, lambda: L.Add()), (IMAGE, lambda: L.Subtract()), (IMAGE, lambda: L.Multiply()), (IMAGE, lambda: L.Average()),
    (IMAGE, lambda: L.Maximum()), (IMAGE, lambda: L.Minimum()), (IMAGE, lambda: L.Concatenate()),
    (FEATURES, lambda: L.Dot(1)), (SERIES, lambda: L.Attention()), (SERIES, lambda: L.AdditiveAttention()),
]

# Layers that Keras 3 alone has: their options.
N = keras3.layers
LAYERS3 = [
    N.RandomShear(), N.RandomShear(0.2, (0.1, 0.3), seed=3), N.RandomPerspective(), N.RandomErasing(), N.RandomErasing(0.5, fill_value=7.0),
    N.RandomHue(0.2), N.RandomSaturation(0.2), N.RandomColorJitter(), N.RandomColorJitter(brightness_factor=0.2, hue_factor=(0.1, 0.3)),
    N.RandomColorDegeneration(0.2), N.RandomGrayscale(0.3), N.RandomInvert(), N.RandomPosterization(4), N.RandomSharpness(0.2, (0, 1)),
    N.RandomGaussianBlur(), N.RandAugment(), N.AugMix(), N.CutMix(), N.MixUp(), N.Solarization(0.1, 0.2), N.Equalization(), N.AutoContrast(),
    N.RandomElasticTransform(), N.RMSNormalization(), N.AdaptiveAveragePooling1D(2), N.AdaptiveMaxPooling1D(2),
    N.AdaptiveAveragePooling2D(2), N.AdaptiveMaxPooling2D((2, 3)), N.AdaptiveAveragePooling3D(2), N.AdaptiveMaxPooling3D(2),
]


def options(layer):
    config = layer.get_config()
    return {"class": type(layer).__name__, "options": {k: v for k, v in config.items() if k not in ("name", "dtype", "trainable")}}


def fresh(make):
    keras.backend.clear_session()
    keras.utils.set_random_seed(1)
    return make()


def alone(shape, make, count=1):
    inputs = [Input(shape) for _ in range(count)]
    return Model(inputs, make()(inputs if count > 1 else inputs[0]))


def weights(model):
    """Of each weight its shape, its first numbers and its sum."""
    entries = []
    for weight in model.get_weights():
        numbers = np.asarray(weight, np.float32).reshape(-1)
        entries.append({
            "shape": list(np.shape(weight)), "first": [float(x) for x in numbers[:4]],
            "sum": float(numbers.astype(np.float64).sum())})
    return entries


def told(model):
    lines = []
    model.summary(print_fn=lines.append)
    return {
        "config": saved_config(model)[0], "summary": "\n".join(lines) + "\n", "parameters": model.count_params(),
        "weights": weights(model)}


models = {make.__name__: told(fresh(make)) for make in MODELS}
layers = {}
for count, table in [(1, LAYERS), (2, JOINING)]:
    for shape, make in table:
        model = fresh(lambda: alone(shape, make, count))
        layers[type(model.layers[-1]).__name__] = {
            "config": saved_config(model)[0], "weights": weights(model)}

text = json.dumps({
    "version": keras.__version__, "models": models, "layers": layers, "layers3": [options(layer) for layer in LAYERS3]})
with h5py.File("building.h5", "w", track_order=False) as file:
    file.create_dataset("json", data=np.frombuffer(text.encode(), np.uint8), compression="gzip", compression_opts=9)
print(len(text), "characters,", len(models), "models,", len(layers), "layers")
