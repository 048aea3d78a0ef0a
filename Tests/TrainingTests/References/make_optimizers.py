"""Makes optimizers.h5: ten steps of every optimizer of tf-keras 2 and Keras 3. Needs tensorflow, tf-keras, keras and h5py.

Each case stands under its label (Swift knows the options): the values of all variables behind each other after steps 1, 2 and 10,
then the optimizer's own variables after step 10 in its order."""

import pathlib

import h5py
import keras
import numpy as np
import tensorflow as tf
import tf_keras

SHAPES = [(3, 5), (7,), (1,), (2, 3, 2, 2)]
random = np.random.default_rng(1)
start = [random.normal(size=shape).astype(np.float32) for shape in SHAPES]
gradients = []
for step in range(10):
    scale = 10.0 ** random.integers(-3, 2)
    gradients.append([(random.normal(size=shape) * scale).astype(np.float32) for shape in SHAPES])
    # No gradient here and there, and once for a whole variable.
    gradients[-1][0][0, :2] = 0
    if step in (0, 4):
        gradients[-1][1][:] = 0

CASES = {
    "SGD": ("SGD", {}),
    "SGD momentum": ("SGD", {"learning_rate": 0.05, "momentum": 0.9}),
    "SGD nesterov": ("SGD", {"learning_rate": 0.05, "momentum": 0.9, "nesterov": True}),
    "RMSprop": ("RMSprop", {}),
    "RMSprop momentum": ("RMSprop", {"rho": 0.8, "momentum": 0.7}),
    "RMSprop centered": ("RMSprop", {"centered": True, "epsilon": 1e-3}),
    "RMSprop centered momentum": ("RMSprop", {"centered": True, "epsilon": 1e-3, "momentum": 0.5}),
    "Adam": ("Adam", {}),
    "Adam options": ("Adam", {"learning_rate": 0.02, "beta_1": 0.8, "beta_2": 0.95, "epsilon": 0.01}),
    "Adam amsgrad": ("Adam", {"amsgrad": True}),
    "AdamW": ("AdamW", {}),
    "AdamW amsgrad": ("AdamW", {"weight_decay": 0.1, "amsgrad": True}),
    "Adamax": ("Adamax", {}),
    "Nadam": ("Nadam", {}),
    "Adagrad": ("Adagrad", {}),
    "Adagrad options": ("Adagrad", {"initial_accumulator_value": 0.0, "epsilon": 0.01, "learning_rate": 0.1}),
    "Adadelta": ("Adadelta", {}),
    "Adadelta options": ("Adadelta", {"learning_rate": 1.0, "rho": 0.9, "epsilon": 1e-4}),
    "Ftrl": ("Ftrl", {}),
    "Ftrl options": (
        "Ftrl",
        {
            "learning_rate": 0.1,
            "learning_rate_power": -0.7,
            "initial_accumulator_value": 0.2,
            "l1_regularization_strength": 0.03,
            "l2_regularization_strength": 0.01,
            "l2_shrinkage_regularization_strength": 0.02,
            "beta": 0.1,
        },
    ),
    "Lion": ("Lion", {"learning_rate": 0.001}),
    "Lamb": ("Lamb", {}),
    "Lamb decay": ("Lamb", {"learning_rate": 0.01, "weight_decay": 0.1}),
    "decay": ("SGD", {"learning_rate": 0.1, "weight_decay": 0.3, "momentum": 0.5}),
    "average": ("Adam", {"use_ema": True, "ema_momentum": 0.9}),
    "average overwriting": ("SGD", {"learning_rate": 0.1, "use_ema": True, "ema_momentum": 0.9, "ema_overwrite_frequency": 3}),
    "clipnorm": ("SGD", {"learning_rate": 0.1, "clipnorm": 0.5}),
    "clipvalue": ("SGD", {"learning_rate": 0.1, "clipvalue": 0.05}),
    "global_clipnorm": ("SGD", {"learning_rate": 0.1, "global_clipnorm": 0.7}),
}
LEGACY = {
    "SGD nesterov": ("SGD", {"learning_rate": 0.05, "momentum": 0.9, "nesterov": True}),
    "SGD decay": ("SGD", {"learning_rate": 0.05, "decay": 0.1}),
    "RMSprop": ("RMSprop", {}),
    "RMSprop momentum": ("RMSprop", {"rho": 0.8, "momentum": 0.7}),
    "RMSprop centered": ("RMSprop", {"centered": True, "epsilon": 1e-3}),
    "Adam": ("Adam", {}),
    "Adam amsgrad": ("Adam", {"amsgrad": True}),
    "Adamax": ("Adamax", {}),
    "Nadam": ("Nadam", {}),
    "Adagrad": ("Adagrad", {}),
    "Adadelta": ("Adadelta", {}),
    "Ftrl": ("Ftrl", {}),
}


def flat(arrays):
    return np.concatenate([np.asarray(array, np.float32).ravel() for array in arrays])


out = h5py.File(pathlib.Path(__file__).with_name("optimizers.h5"), "w", track_order=True)
out["start"] = flat(start)
out["gradients"] = np.stack([flat(step) for step in gradients])
for generation, classes, cases in [
    ("keras2", tf_keras.optimizers, CASES),
    ("keras3", keras.optimizers, CASES),
    ("legacy", tf_keras.optimizers.legacy, LEGACY),
]:
    for label, (name, options) in cases.items():
        if not hasattr(classes, name):
            continue
        optimizer = getattr(classes, name)(**options)
        variables = [keras.Variable(x) if generation == "keras3" else tf.Variable(x) for x in start]
        numbers = []
        for step in range(10):
            optimizer.apply_gradients(zip([tf.constant(g) for g in gradients[step]], variables))
            if step + 1 in (1, 2, 10):
                numbers += [v.numpy() for v in variables]
        own = optimizer.variables() if callable(optimizer.variables) else optimizer.variables
        out[f"{generation}/{label}"] = flat(numbers + [v.numpy() for v in own])
