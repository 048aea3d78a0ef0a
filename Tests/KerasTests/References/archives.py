"""Makes the archives (.keras) of KerasTests with Keras 2 (tf_keras) and Keras 3, and what the models in them answer.

    python archives.py  # in an environment with tensorflow-cpu, keras, tf-keras, h5py

archive-*.keras   nested and shared layers, more than ten layers of one class, wrappers, bfloat16, names of groups of tf.keras 2.12
sharded.*         weights in several files
archives.h5       for each archive a group with inputs x0… and answers y0…
"""
import json
import os
import re
import shutil
import tempfile
import zipfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import h5py
import keras
import numpy as np
import tf_keras

HERE = os.path.dirname(os.path.abspath(__file__))


def numbers(shape, seed):
    return np.random.default_rng(seed).uniform(-1, 1, shape).astype("float32")


def settle(model):
    values = []
    for index, weight in enumerate(model.weights):
        name = weight.path if hasattr(weight, "path") else weight.name
        value = numbers(tuple(weight.shape), 100 + index)
        values.append(np.abs(value) + np.float32(0.5) if "variance" in name else value)
    model.set_weights(values)


def functional(k):
    """A nested model called twice, a Sequential inside a model inside a model, a frozen layer, several inputs and outputs."""
    L = k.layers
    a = k.Input((8, 8, 3), name="inner_in")
    head = k.Sequential([k.Input((8, 8, 4)), L.Conv2D(4, 3, padding="same"), L.BatchNormalization()], name="head")
    h = L.BatchNormalization(trainable=False)(L.Conv2D(4, 3, padding="same")(a))
    encoder = k.Model(a, [head(h), L.Dense(3)(L.GlobalAveragePooling2D()(h))], name="encoder")
    left, right = k.Input((8, 8, 3), name="left"), k.Input((8, 8, 3), name="right")
    l0, l1 = encoder(left)
    r0, r1 = encoder(right)
    shared = L.Conv2D(2, 1, name="shared")
    joined = L.Add(name="joined")([shared(l0), shared(r0)])
    return k.Model([right, left], [L.Conv2D(2, 3, activation="relu", name="maps")(joined), L.Dense(3, name="classes")(l1), r1])


def many(k):
    """Twelve layers of one class, for names are sorted as text: 10 before 2."""
    L = k.layers
    x = a = k.Input((6,), name="given")
    for i in range(12):
        x = L.Dense(6, activation="tanh" if i % 2 else "relu", name="layer_%d" % (40 - i))(x)
        x = L.Dropout(0.5)(x) if i == 5 else x
    return k.Model(a, x)


def depths(k):
    """Layers whose names have digits and capitals."""
    L = k.layers
    return k.Sequential([
        k.Input((9, 9, 2)), L.SeparableConv2D(4, 3), L.PReLU(shared_axes=[1, 2]), L.DepthwiseConv2D(3), L.LeakyReLU(),
        L.Conv2DTranspose(2, 3, strides=2), L.ReLU(), L.BatchNormalization(scale=False), L.Flatten(), L.Dense(3)])


def save(answers, name, model, change=None):
    settle(model)
    x = [numbers((2,) + tuple(v.shape[1:]), 1 + i) for i, v in enumerate(model.inputs)]
    y = model(x if len(x) > 1 else x[0], training=False)
    path = os.path.join(HERE, "archive-%s.keras" % name)
    model.save(path)
    if change:
        repack(path, change)
    for i, v in enumerate(x):
        answers["%s/x%d" % (name, i)] = v
    for i, v in enumerate(y if isinstance(y, (list, tuple)) else [y]):
        answers["%s/y%d" % (name, i)] = np.asarray(v, dtype="float32")


def repack(path, change):
    """Writes the archive anew with its model.weights.h5 changed."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)
            names = archive.namelist()
        change(os.path.join(folder, "model.weights.h5"))
        with zipfile.ZipFile(path, "w") as archive:
            for name in names:
                archive.write(os.path.join(folder, name), name)


def as_tf_keras_2_12(path):
    """The groups of tf.keras 2.12: another name, and layers with weights count twice."""
    def convert(source, target):
        for key, value in source.attrs.items():
            target.attrs[key] = value
        for key in source:
            if key == "layers":
                inner = target.create_group("_layer_checkpoint_dependencies")
                for name in source[key]:
                    base, number = re.fullmatch(r"(.*?)(?:_(\d+))?", name).groups()
                    doubled = 2 * int(number or 0)
                    convert(source[key][name], inner.create_group(base + ("_%d" % doubled if doubled else "")))
            elif isinstance(source[key], h5py.Group):
                convert(source[key], target.create_group(key))
            else:
                target[key] = source[key][()]
    with h5py.File(path, "r") as old, h5py.File(path + ".new", "w") as new:
        convert(old, new)
    os.replace(path + ".new", path)


def nameless(path):
    """As Keras 3.0 wrote it: groups don't tell the names of layers."""
    def clear(name, item):
        if "name" in item.attrs:
            del item.attrs["name"]
    with h5py.File(path, "a") as file:
        file.visititems(clear)


with h5py.File(os.path.join(HERE, "archives.h5"), "w") as answers:
    for k, generation in ((tf_keras, 2), (keras, 3)):
        for make in (functional, depths):
            k.backend.clear_session()
            save(answers, "%s-keras%d" % (make.__name__, generation), make(k))
    tf_keras.backend.clear_session()
    save(answers, "functional-keras2.12", functional(tf_keras), as_tf_keras_2_12)
    keras.backend.clear_session()
    save(answers, "many-keras3.0", many(keras), nameless)
    keras.backend.clear_session()
    keras.config.set_dtype_policy("bfloat16")
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3), keras.layers.Dense(2)])
    save(answers, "half-keras3", model)
    keras.config.set_dtype_policy("float32")
    keras.backend.clear_session()
    model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(5), keras.layers.Dense(4), keras.layers.Dense(3)])
    settle(model)
    with open(os.path.join(HERE, "sharded.json"), "w") as file:
        file.write(model.to_json())
    model.save_weights(os.path.join(HERE, "sharded.weights.json"), max_shard_size=2e-7)
    x = numbers((2, 6), 1)
    answers["sharded/x0"], answers["sharded/y0"] = x, np.asarray(model(x))
print({f: os.path.getsize(os.path.join(HERE, f)) for f in sorted(os.listdir(HERE))})
