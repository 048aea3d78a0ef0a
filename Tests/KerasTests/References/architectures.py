"""Writes the architectures of weights-only files as JSON, as `model.to_json()` of Keras 2 (tf_keras) gives it.

    python architectures.py [SHARED]  # in an environment with tensorflow-cpu, tf-keras, h5py

With the folder SHARED (which has models/genuine-keras and fixtures) it also checks that they are the right ones.
"""
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import h5py
import numpy as np
import tf_keras as k

L = k.layers
HERE = os.path.dirname(os.path.abspath(__file__))


def prelu(x, name):
    return L.PReLU(shared_axes=[1, 2] if len(x.shape) == 4 else None, name=name)(x)


def net12():
    x = a = k.Input((12, 12, 3))
    x = L.MaxPooling2D(2)(prelu(L.Conv2D(10, 3, name="conv1")(x), "PReLU1"))
    x = prelu(L.Conv2D(16, 3, name="conv2")(x), "PReLU2")
    x = prelu(L.Conv2D(32, 3, name="conv3")(x), "PReLU3")
    return k.Model(a, [L.Conv2D(2, 1, activation="softmax", name="conv4-1")(x), L.Conv2D(4, 1, name="conv4-2")(x)])


def net24():
    x = a = k.Input((24, 24, 3))
    x = L.MaxPooling2D(3, 2, "same")(prelu(L.Conv2D(28, 3, name="conv1")(x), "prelu1"))
    x = L.MaxPooling2D(3, 2)(prelu(L.Conv2D(48, 3, name="conv2")(x), "prelu2"))
    x = prelu(L.Conv2D(64, 2, name="conv3")(x), "prelu3")
    x = prelu(L.Dense(128, name="conv4")(L.Flatten()(L.Permute((3, 2, 1))(x))), "prelu4")
    return k.Model(a, [L.Dense(2, activation="softmax", name="conv5-1")(x), L.Dense(4, name="conv5-2")(x)])


def net48():
    x = a = k.Input((48, 48, 3))
    x = L.MaxPooling2D(3, 2, "same")(prelu(L.Conv2D(32, 3, name="conv1")(x), "prelu1"))
    x = L.MaxPooling2D(3, 2)(prelu(L.Conv2D(64, 3, name="conv2")(x), "prelu2"))
    x = L.MaxPooling2D(2)(prelu(L.Conv2D(64, 3, name="conv3")(x), "prelu3"))
    x = prelu(L.Conv2D(128, 2, name="conv4")(x), "prelu4")
    x = prelu(L.Dense(256, name="conv5")(L.Flatten()(L.Permute((3, 2, 1))(x))), "prelu5")
    return k.Model(a, [L.Dense(2, activation="softmax", name="conv6-1")(x), L.Dense(4, name="conv6-2")(x), L.Dense(10, name="conv6-3")(x)])


def squeezenet():
    x = a = k.Input((227, 227, 3))
    x = first = L.ReLU(name="relu_conv1")(L.Conv2D(64, 3, strides=2, name="conv1")(x))
    x = L.MaxPooling2D(3, 2, name="pool1")(x)
    outputs = [first]
    for number, (squeeze, expand) in enumerate([(16, 64), (16, 64), (32, 128), (32, 128), (48, 192), (48, 192), (64, 256), (64, 256)], 2):
        name = "fire%d/" % number
        x = L.ReLU(name=name + "relu_squeeze1x1")(L.Conv2D(squeeze, 1, name=name + "squeeze1x1")(x))
        left = L.ReLU(name=name + "relu_expand1x1")(L.Conv2D(expand, 1, name=name + "expand1x1")(x))
        right = L.ReLU(name=name + "relu_expand3x3")(L.Conv2D(expand, 3, padding="same", name=name + "expand3x3")(x))
        x = L.Concatenate(name=name + "concat")([left, right])
        if number % 2:
            outputs.append(x)
        if number in (3, 5):
            x = L.MaxPooling2D(3, 2, name="pool%d" % number)(x)
    return k.Model(a, outputs)


def small(model):
    """The configuration without what training alone needs."""
    config = json.loads(model.to_json())
    for layer in config["config"]["layers"]:
        for key in list(layer["config"]):
            if key.endswith(("initializer", "regularizer", "constraint")):
                del layer["config"][key]
        for key in ("module", "registered_name", "build_config"):
            layer.pop(key, None)
    return json.dumps(config)


for name, make, weights, answer in (
        ("mtcnn-12", net12, "12net", "mtcnn_12net"), ("mtcnn-24", net24, "24net", "mtcnn_24net"),
        ("mtcnn-48", net48, "48net", "mtcnn_48net"),
        ("squeezenet", squeezenet, "squeezenet_weights_tf_dim_ordering_tf_kernels_notop", "squeezenet_notop_cat")):
    k.backend.clear_session()
    model = make()
    with open(os.path.join(HERE, name + ".json"), "w") as file:
        file.write(small(model))
    if len(sys.argv) > 1:
        model.load_weights(os.path.join(sys.argv[1], "models/genuine-keras", weights + ".h5"), by_name=True)
        with h5py.File(os.path.join(sys.argv[1], "fixtures/genuine-keras.h5")) as file:
            group = file[answer]
            y = [group["y%d" % i][()] for i in range(len(group) - 1)]
            found = [np.asarray(v) for v in model(group["x"][()])]
        print(name, [float(np.abs(a[:, ::4, ::4] - b).max() if a.shape != b.shape else np.abs(a - b).max()) for a, b in zip(found, y)],
              [v.shape for v in found], [v.shape for v in y])
