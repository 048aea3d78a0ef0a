"""Makes schedules.h5: the rates of every schedule of tf-keras 2 and Keras 3. Needs tensorflow, tf-keras, keras and h5py."""

import pathlib

import h5py
import keras
import numpy as np
import tensorflow as tf
import tf_keras

STEPS = [0, 1, 2, 3, 5, 9, 10, 11, 19, 20, 25, 33, 50, 99, 100, 101, 250, 1000, 12345]
CASES = {
    "exponential": ("ExponentialDecay", {"initial_learning_rate": 0.1, "decay_steps": 30, "decay_rate": 0.9}),
    "exponential staircase": (
        "ExponentialDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5, "staircase": True},
    ),
    "piecewise": ("PiecewiseConstantDecay", {"boundaries": [2, 10, 100], "values": [0.1, 0.05, 0.01, 0.001]}),
    "polynomial": ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 100}),
    "polynomial power": (
        "PolynomialDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 100, "end_learning_rate": 0.01, "power": 0.5},
    ),
    "polynomial cycle": ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 20, "power": 2.0, "cycle": True}),
    "inverse time": ("InverseTimeDecay", {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5}),
    "inverse time staircase": (
        "InverseTimeDecay",
        {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5, "staircase": True},
    ),
    "cosine": ("CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 100}),
    "cosine alpha": ("CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 100, "alpha": 0.1}),
    "cosine warmup": (
        "CosineDecay",
        {"initial_learning_rate": 0.01, "decay_steps": 90, "alpha": 0.1, "warmup_target": 0.2, "warmup_steps": 10},
    ),
    "restarts": ("CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 10}),
    "restarts options": (
        "CosineDecayRestarts",
        {"initial_learning_rate": 0.1, "first_decay_steps": 7, "t_mul": 1.5, "m_mul": 0.8, "alpha": 0.05},
    ),
    "restarts even": (
        "CosineDecayRestarts",
        {"initial_learning_rate": 0.1, "first_decay_steps": 7, "t_mul": 1.0, "m_mul": 0.9},
    ),
}

out = h5py.File(pathlib.Path(__file__).with_name("schedules.h5"), "w", track_order=True)
out["steps"] = np.array(STEPS)
for generation, library in {"keras2": tf_keras, "keras3": keras}.items():
    for label, (name, options) in CASES.items():
        schedule = getattr(library.optimizers.schedules, name)(**options)
        rates = [np.float32(schedule(tf.constant(step, tf.int64))) for step in STEPS]
        out[f"{generation}/{label}"] = np.array(rates)
