"""Makes the reference answers of KerasTests with Keras 2 (tf_keras) and Keras 3.

    python make.py [--whole]  # in an environment with tensorflow-cpu, keras, tf-keras, h5py

layers.h5   a table: for each layer, alone in a model and with each option alone, the model_config that Keras wrote and what the
            model answered. Inputs and weights aren't stored: both sides make them with the generator below.
*.h5        whole files as model.save() writes them, with a group answers: inputs x0… and answers y0….
"""
import json
import os
import sys
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import h5py
import keras
import numpy as np
import tf_keras

HERE = os.path.dirname(os.path.abspath(__file__))


def numbers(count, seed):
    """Numbers in [-1, 1): 24 bits of a linear congruential generator, exact in float32. ReferenceNumbers.swift makes the same."""
    state, out = seed & 0xFFFFFFFF, np.empty(count, np.float32)
    for i in range(count):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        out[i] = (state >> 8) / float(1 << 23) - 1
    return out


def given(shape, seed):
    return numbers(int(np.prod(shape, dtype=int)), seed).reshape(shape)


def settle(model):
    """Gives the model's weights, in the order of get_weights(), the numbers of the seeds 1000, 1001, …; variances are positive."""
    values = []
    for index, weight in enumerate(model.weights):
        shape = tuple(weight.shape)
        value = given(shape, 1000 + index)
        name = weight.path if hasattr(weight, "path") else weight.name
        if "variance" in name:
            value = np.abs(value) + np.float32(0.5)
        values.append(value.astype("int64") if "count" in name else value)
    model.set_weights(values)
    for layer in model.layers:
        if hasattr(layer, "finalize_state"):
            layer.finalize_state()


def saved_config(model):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "m.h5")
        model.save(path)
        with h5py.File(path) as file:
            return file.attrs["model_config"], file.attrs["keras_version"]


IMAGE = [(6, 5, 3)]


def cases(k, generation):
    """(name, shapes of the inputs without batch, function of k.layers that makes the layer, shapes, …)"""
    L = k.layers
    two = IMAGE * 2
    yield from (("Conv2D/" + n, IMAGE, lambda o=o: L.Conv2D(4, 3, **o)) for n, o in {
        "defaults": {}, "strides": dict(strides=2), "strides, one axis": dict(strides=(1, 2)), "same": dict(padding="same"),
        "same, strides": dict(padding="same", strides=2), "dilation": dict(dilation_rate=2, padding="same"),
        "no bias": dict(use_bias=False), "activation": dict(activation="relu"),
        "channels_first": dict(data_format="channels_first"),
        "channels_first, same, strides": dict(data_format="channels_first", padding="same", strides=2)}.items())
    yield "Conv2D/kernel of two extents", IMAGE, lambda: L.Conv2D(2, (2, 3))
    yield "Conv2D/even kernel, same", IMAGE, lambda: L.Conv2D(2, (4, 2), padding="same")
    yield "Conv2D/groups", [(6, 5, 4)], lambda: L.Conv2D(6, 3, groups=2)
    yield from (("DepthwiseConv2D/" + n, IMAGE, lambda o=o: L.DepthwiseConv2D(3, **o)) for n, o in {
        "defaults": {}, "strides": dict(strides=2), "same": dict(padding="same"), "multiplier": dict(depth_multiplier=2),
        "dilation": dict(dilation_rate=2, padding="same"), "no bias": dict(use_bias=False),
        "activation": dict(activation="tanh"), "same, strides": dict(padding="same", strides=2),
        "channels_first": dict(data_format="channels_first")}.items())
    yield from (("SeparableConv2D/" + n, IMAGE, lambda o=o: L.SeparableConv2D(4, 3, **o)) for n, o in {
        "defaults": {}, "strides": dict(strides=2), "same": dict(padding="same"), "multiplier": dict(depth_multiplier=2),
        "dilation": dict(dilation_rate=2, padding="same"), "no bias": dict(use_bias=False),
        "activation": dict(activation="relu"), "channels_first": dict(data_format="channels_first")}.items())
    yield from (("Conv2DTranspose/" + n, IMAGE, lambda o=o: L.Conv2DTranspose(2, 3, **o)) for n, o in {
        "defaults": {}, "strides": dict(strides=2), "same": dict(padding="same"), "same, strides": dict(padding="same", strides=2),
        "strides above the kernel": dict(strides=4), "no bias": dict(use_bias=False), "activation": dict(activation="relu"),
        "output padding": dict(strides=2, output_padding=1), "same, output padding": dict(strides=2, padding="same", output_padding=(1, 0)),
        "channels_first": dict(data_format="channels_first", strides=2)}.items())
    yield "Conv2DTranspose/even kernel, same", IMAGE, lambda: L.Conv2DTranspose(2, 4, strides=2, padding="same")
    yield "Dense/defaults", [(7,)], lambda: L.Dense(3)
    yield "Dense/no bias", [(7,)], lambda: L.Dense(3, use_bias=False)
    yield "Dense/activation", [(7,)], lambda: L.Dense(3, activation="softmax")
    yield "Dense/of an image", IMAGE, lambda: L.Dense(3)
    for n in ("linear relu sigmoid tanh softmax softplus softsign elu selu exponential swish gelu hard_sigmoid mish".split()
              + ("relu6 silu leaky_relu hard_silu hard_swish log_softmax celu log_sigmoid hard_tanh tanh_shrink soft_shrink "
                 "hard_shrink squareplus".split() if generation == 3 else [])):
        yield "Activation/" + n, [(4, 9)], lambda n=n: L.Activation(n)
    yield from (("ReLU/" + n, IMAGE, lambda o=o: L.ReLU(**o)) for n, o in {
        "defaults": {}, "maximum": dict(max_value=0.5), "slope": dict(negative_slope=0.25), "threshold": dict(threshold=0.25),
        "all": dict(max_value=0.75, negative_slope=0.5, threshold=0.25)}.items())
    slope = "alpha" if generation == 2 else "negative_slope"
    yield "LeakyReLU/defaults", IMAGE, lambda: L.LeakyReLU()
    yield "LeakyReLU/slope", IMAGE, lambda: L.LeakyReLU(**{slope: 0.1})
    yield "PReLU/defaults", IMAGE, lambda: L.PReLU()
    yield "PReLU/shared axes", IMAGE, lambda: L.PReLU(shared_axes=[1, 2])
    yield "ELU/defaults", IMAGE, lambda: L.ELU()
    yield "ELU/alpha", IMAGE, lambda: L.ELU(alpha=0.5)
    yield "Softmax/defaults", IMAGE, lambda: L.Softmax()
    yield "Softmax/axis", IMAGE, lambda: L.Softmax(axis=1)
    if generation == 2:
        yield "ThresholdedReLU/theta", IMAGE, lambda: L.ThresholdedReLU(theta=0.25)
    for n in ("MaxPooling2D", "AveragePooling2D"):
        yield from ((n + "/" + m, IMAGE, lambda n=n, o=o: getattr(L, n)(**o)) for m, o in {
            "defaults": dict(pool_size=2), "pool": dict(pool_size=3), "strides": dict(pool_size=(3, 2), strides=1),
            "same": dict(pool_size=3, strides=2, padding="same"), "same, strides 1": dict(pool_size=3, strides=1, padding="same"),
            "channels_first": dict(pool_size=2, data_format="channels_first")}.items())
    for n in ("GlobalMaxPooling2D", "GlobalAveragePooling2D"):
        yield from ((n + "/" + m, IMAGE, lambda n=n, o=o: getattr(L, n)(**o)) for m, o in {
            "defaults": {}, "keepdims": dict(keepdims=True), "channels_first": dict(data_format="channels_first"),
            "channels_first, keepdims": dict(data_format="channels_first", keepdims=True)}.items())
    yield from (("BatchNormalization/" + n, IMAGE, lambda o=o: L.BatchNormalization(**o)) for n, o in {
        "defaults": {}, "epsilon": dict(epsilon=0.1), "no scale": dict(scale=False), "no center": dict(center=False),
        "neither": dict(scale=False, center=False), "axis": dict(axis=1), "axis 3": dict(axis=3),
        "frozen": dict(trainable=False)}.items())
    yield "BatchNormalization/of vectors", [(5,)], lambda: L.BatchNormalization()
    yield "Rescaling/scale", IMAGE, lambda: L.Rescaling(1 / 255)
    yield "Rescaling/offset", IMAGE, lambda: L.Rescaling(1 / 127.5, offset=-1)
    yield "Normalization/weights", IMAGE, lambda: L.Normalization()
    yield "Normalization/two axes", IMAGE, lambda: L.Normalization(axis=(1, 3))
    yield "Normalization/no axis", IMAGE, lambda: L.Normalization(axis=None)
    yield "Normalization/given", IMAGE, lambda: L.Normalization(mean=[0.1, 0.2, 0.3], variance=[1.0, 2.0, 4.0])
    yield "Normalization/invert", IMAGE, lambda: L.Normalization(mean=0.5, variance=4.0, invert=True)
    for n in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"):
        yield n + "/two", two, lambda n=n: getattr(L, n)()
        if n != "Subtract":
            yield n + "/three", IMAGE * 3, lambda n=n: getattr(L, n)()
        yield n + "/broadcast", [(6, 5, 3), (1, 1, 3)], lambda n=n: getattr(L, n)()
    yield "Multiply/ranks", [(6, 3, 3), (3,)], lambda: L.Multiply()
    yield "Concatenate/defaults", [(6, 5, 3), (6, 5, 2)], lambda: L.Concatenate()
    yield "Concatenate/axis 1", [(6, 5, 3), (2, 5, 3)], lambda: L.Concatenate(axis=1)
    yield "Concatenate/axis -2", [(6, 5, 3), (6, 1, 3), (6, 2, 3)], lambda: L.Concatenate(axis=-2)
    yield "Flatten/defaults", IMAGE, lambda: L.Flatten()
    yield "Flatten/channels_first", IMAGE, lambda: L.Flatten(data_format="channels_first")
    yield "Reshape/shape", IMAGE, lambda: L.Reshape((10, 9))
    yield "Reshape/rest", IMAGE, lambda: L.Reshape((-1, 3))
    yield "Permute/dims", IMAGE, lambda: L.Permute((3, 1, 2))
    yield "RepeatVector/n", [(4,)], lambda: L.RepeatVector(3)
    for m, p in {"defaults": None, "one number": 2, "two numbers": (1, 2), "pairs": ((1, 2), (0, 3))}.items():
        yield "ZeroPadding2D/" + m, IMAGE, lambda p=p: L.ZeroPadding2D(*([] if p is None else [p]))
    yield "ZeroPadding2D/channels_first", IMAGE, lambda: L.ZeroPadding2D(((1, 0), (2, 0)), data_format="channels_first")
    for m, p in {"one number": 1, "two numbers": (1, 2), "pairs": ((1, 2), (0, 3))}.items():
        yield "Cropping2D/" + m, IMAGE, lambda p=p: L.Cropping2D(p)
    yield "Cropping2D/channels_first", IMAGE, lambda: L.Cropping2D(((1, 0), (2, 0)), data_format="channels_first")
    yield "UpSampling2D/defaults", IMAGE, lambda: L.UpSampling2D()
    yield "UpSampling2D/two numbers", IMAGE, lambda: L.UpSampling2D((1, 3))
    yield "UpSampling2D/bilinear", IMAGE, lambda: L.UpSampling2D(2, interpolation="bilinear")
    yield "UpSampling2D/bilinear, two numbers", IMAGE, lambda: L.UpSampling2D((3, 2), interpolation="bilinear")
    yield "UpSampling2D/channels_first", IMAGE, lambda: L.UpSampling2D((2, 3), data_format="channels_first")
    line = [(9, 3)]
    yield from (("Conv1D/" + n, line, lambda o=o: L.Conv1D(4, 3, **o)) for n, o in {
        "defaults": {}, "strides": dict(strides=2), "same": dict(padding="same"), "same, strides": dict(padding="same", strides=2),
        "causal": dict(padding="causal"), "causal, dilation": dict(padding="causal", dilation_rate=2),
        "dilation": dict(dilation_rate=2), "no bias": dict(use_bias=False), "activation": dict(activation="relu")}.items())
    yield "Conv1D/groups", [(9, 4)], lambda: L.Conv1D(6, 3, groups=2)
    yield from (("SeparableConv1D/" + n, line, lambda o=o: L.SeparableConv1D(4, 3, **o)) for n, o in {
        "defaults": {}, "same": dict(padding="same"), "multiplier": dict(depth_multiplier=2), "no bias": dict(use_bias=False)}.items())
    yield from (("DepthwiseConv1D/" + n, line, lambda o=o: L.DepthwiseConv1D(3, **o)) for n, o in {
        "defaults": {}, "same": dict(padding="same"), "multiplier": dict(depth_multiplier=2), "no bias": dict(use_bias=False)}.items())
    for n in ("MaxPooling1D", "AveragePooling1D"):
        yield from ((n + "/" + m, line, lambda n=n, o=o: getattr(L, n)(**o)) for m, o in {
            "defaults": dict(pool_size=2), "same": dict(pool_size=3, strides=2, padding="same"), "strides": dict(pool_size=3, strides=1),
            "channels_first": dict(pool_size=2, data_format="channels_first")}.items())
    for n in ("GlobalMaxPooling1D", "GlobalAveragePooling1D"):
        yield from ((n + "/" + m, line, lambda n=n, o=o: getattr(L, n)(**o)) for m, o in {
            "defaults": {}, "keepdims": dict(keepdims=True), "channels_first": dict(data_format="channels_first")}.items())
    yield "ZeroPadding1D/one number", line, lambda: L.ZeroPadding1D(2)
    yield "ZeroPadding1D/two numbers", line, lambda: L.ZeroPadding1D((1, 3))
    yield "Cropping1D/two numbers", line, lambda: L.Cropping1D((1, 3))
    yield "UpSampling1D/size", line, lambda: L.UpSampling1D(3)
    yield "Dropout/rate", IMAGE, lambda: L.Dropout(0.5)
    yield "SpatialDropout1D/rate", [(6, 4)], lambda: L.SpatialDropout1D(0.5)
    yield "SpatialDropout2D/rate", IMAGE, lambda: L.SpatialDropout2D(0.5)
    yield "SpatialDropout3D/rate", [(2, 3, 4, 2)], lambda: L.SpatialDropout3D(0.5)
    yield "AlphaDropout/rate", IMAGE, lambda: L.AlphaDropout(0.5)
    yield "GaussianDropout/rate", IMAGE, lambda: L.GaussianDropout(0.5)
    yield "GaussianNoise/stddev", IMAGE, lambda: L.GaussianNoise(0.5)
    yield "ActivityRegularization/l2", IMAGE, lambda: L.ActivityRegularization(l2=0.01)


def single(k, layer, shapes):
    inputs = [k.Input(shape, name="in%d" % i) for i, shape in enumerate(shapes)]
    return k.Model(inputs, layer(inputs if len(inputs) > 1 else inputs[0]))


def answer(k, make, shapes, model, x):
    """What the model gives; with channels first by way of channels last, for TensorFlow can't do that on a processor."""
    layer = model.layers[-1]
    if getattr(layer, "data_format", None) != "channels_first" or len(shapes[0]) != 3 or "Flatten" in type(layer).__name__:
        return np.asarray(model(x if len(x) > 1 else x[0], training=False))
    config = dict(layer.get_config(), data_format="channels_last")
    height, width, channels = shapes[0]
    last = single(k, type(layer).from_config(config), [(width, channels, height)])
    last.set_weights(model.get_weights())
    y = np.asarray(last(x[0].transpose(0, 2, 3, 1), training=False))
    return y.transpose(0, 3, 1, 2) if y.ndim == 4 else y


def table():
    names, versions, configs, inputs, outputs, values = [], [], [], [], [], []
    for k, generation in ((tf_keras, 2), (keras, 3)):
        for name, shapes, make in cases(k, generation):
            k.backend.clear_session()
            model = single(k, make(), shapes)
            settle(model)
            x = [given((2,) + shape, 1 + i) for i, shape in enumerate(shapes)]
            y = answer(k, make, shapes, model, x)
            config, version = saved_config(model)
            names.append("Keras %d: %s" % (generation, name))
            versions.append(version)
            configs.append(config)
            inputs.append(json.dumps([v.shape for v in x]))
            outputs.append(json.dumps(y.shape))
            values.append(y.astype("float32").ravel())
    with h5py.File(os.path.join(HERE, "layers.h5"), "w") as file:
        for key, texts in dict(names=names, versions=versions, configs=configs, inputs=inputs, outputs=outputs).items():
            data = np.array([t.encode() for t in texts])
            file.create_dataset(key, data=data, compression="gzip", chunks=data.shape)
        data = np.concatenate(values)
        file.create_dataset("values", data=data, compression="gzip", chunks=data.shape)
    print(len(names), "cases")


def functional(k):
    """Nested and shared layers, two inputs, two outputs of one nested model, a layer's name with a slash, a frozen layer inside."""
    L = k.layers
    a = k.Input((8, 8, 3), name="inner_in")
    h = L.Conv2D(4, 3, padding="same", name="inner_conv")(a)
    h = L.BatchNormalization(name="inner_bn", trainable=False)(h)
    h = L.Conv2D(4, 1, name="inner_last")(L.ReLU(name="inner_relu")(h))
    encoder = k.Model(a, [h, L.GlobalAveragePooling2D(name="inner_pool")(h)], name="encoder")
    head = k.Sequential([k.Input((8, 8, 4)), L.Conv2D(2, 3, strides=2, name="head_conv"), L.BatchNormalization(name="head_bn")], name="head")

    left, right = k.Input((8, 8, 3), name="left"), k.Input((8, 8, 3), name="right")
    l0, l1 = encoder(left)
    r0, r1 = encoder(right)
    shared = L.Conv2D(4, 1, name="shared/conv" if k is tf_keras else "shared_conv")
    joined = L.Add(name="joined")([shared(l0), shared(r0)])
    maps = head(joined)
    both = L.Concatenate(name="both")([l1, r1])
    return k.Model([right, left], [maps, L.Dense(3, activation="softmax", name="classes")(both), encoder(right)[1]], name="twins")


def sequential(k):
    L = k.layers
    return k.Sequential([
        k.Input((9, 9, 2)), L.Conv2D(4, 3, activation="relu"), L.MaxPooling2D(), L.Dropout(0.5), L.Flatten(), L.Dense(3)], name="chain")


def with_lambda(k):
    halved = lambda x, offset: x * 0.5 + offset
    halved.__code__ = halved.__code__.replace(co_filename="make.py")
    a = k.Input((4,))
    return k.Model(a, k.layers.Lambda(halved, arguments={"offset": 0.25}, name="halved", output_shape=(4,))(a))


def operations(k):
    """What keras.ops and operators leave in a file: nodes without trainable and dtype, numbers among their arguments."""
    o = k.ops
    a = k.Input((4, 4, 3))
    x = o.relu((a * 2.0 + 1) / 1.5 - 0.5)
    y = 1 - o.clip(a, -0.5, 0.75)
    parts = [x, y, -a, 2.0 / (x + 3.0), o.maximum(a, 0.25), o.minimum(x, y), o.relu6(x), o.leaky_relu(a, 0.3), o.softmax(a, axis=1),
             o.hard_sigmoid(a), o.gelu(a), o.silu(a), o.elu(a), o.exp(a), o.clip(a, 0, 0.5), k.activations.relu(a, max_value=0.5),
             o.mean(a, axis=[1, 2], keepdims=True) * x]
    joined = o.concatenate(parts, axis=-1)
    return k.Model(a, [joined, o.transpose(joined, (0, 3, 1, 2)), o.sum(joined, axis=1), o.max(o.reshape(joined, (-1, 16, 51)), axis=-1)])


def whole(k, generation):
    kinds = [("functional", functional), ("sequential", sequential), ("lambda", with_lambda)]
    for name, make in kinds + ([("operations", operations)] if generation == 3 else []):
        k.backend.clear_session()
        model = make(k)
        settle(model)
        model.compile("adam", "mse")
        x = [given((3,) + tuple(v.shape[1:]), 1 + i) for i, v in enumerate(model.inputs)]
        y = model(x if len(x) > 1 else x[0], training=False)
        path = os.path.join(HERE, "%s-keras%d.h5" % (name, generation))
        model.save(path, include_optimizer=False)
        with h5py.File(path, "a") as file:
            for i, v in enumerate(x):
                file["answers/x%d" % i] = v
            for i, v in enumerate(y if isinstance(y, (list, tuple)) else [y]):
                file["answers/y%d" % i] = np.asarray(v)


def main():
    if "--whole" not in sys.argv:
        table()
    for k, generation in ((tf_keras, 2), (keras, 3)):
        whole(k, generation)
    print({f: os.path.getsize(os.path.join(HERE, f)) for f in sorted(os.listdir(HERE))})


if __name__ == "__main__":
    main()
