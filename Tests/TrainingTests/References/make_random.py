"""Makes random.h5: what TensorFlow, NumPy and Python draw. Needs tensorflow, tf-keras, keras, numpy and h5py."""

import pathlib
import random

import h5py
import keras
import numpy as np
import tensorflow as tf
import tf_keras

out = h5py.File(pathlib.Path(__file__).with_name("random.h5"), "w", track_order=True)

# Stateless streams: seeds of several sizes, lengths that end within a block of four.
for name, seed in {"plain": [7, 0], "pair": [3, 9], "wide": [2**40 + 5, 12], "negative": [-3, 2**31 + 1]}.items():
    seed = tf.constant(seed, tf.int64)
    group = out.create_group(f"stateless/{name}")
    group["seed"] = seed.numpy()
    group["uniform"] = tf.random.stateless_uniform([103], seed, -2, 5).numpy()
    group["normal"] = tf.random.stateless_normal([103], seed, 0.5, 3).numpy()
    group["truncated_normal"] = tf.random.stateless_truncated_normal([1003], seed, 0.5, 3).numpy()

# Stateful operations of TensorFlow 2: with a seed and without one, called in turn.
tf.random.set_seed(5)
group = out.create_group("eager")
for call in range(3):
    group[f"normal_seed3_{call}"] = tf.random.normal([11], 1, 4, seed=3).numpy()
    group[f"uniform_seed3_{call}"] = tf.random.uniform([5], -1, 1, seed=3).numpy()
    group[f"truncated_{call}"] = tf.random.truncated_normal([6]).numpy()
    group[f"uniform_{call}"] = tf.random.uniform([7]).numpy()
for count in [1, 2, 5, 17, 18]:
    group[f"shuffle_{count}"] = tf.random.shuffle(tf.range(count), seed=3).numpy()
tf.random.set_seed(0)
group["zero"] = tf.random.normal([4], seed=0).numpy()

# TensorFlow 1: one operation, run three times; with the seed of the graph besides.
graph = tf.Graph()
with graph.as_default(), tf.compat.v1.Session(graph=graph) as session:
    operation = tf.compat.v1.random_normal([9], mean=1, stddev=4, seed=1)
    for run in range(3):
        out[f"graph/normal_{run}"] = session.run(operation)

for seed in [0, 1, 123456789, 2**32 - 1]:
    group = out.create_group(f"numpy/{seed}")
    np.random.seed(seed)
    group["rand"] = np.random.rand(5)
    group["randn"] = np.random.randn(7)
    group["uniform"] = np.random.uniform(-3, 2, 4)
    group["randint"] = np.array([np.random.randint(-5, 1000) for _ in range(6)])
    group["randint_wide"] = np.array([np.random.randint(0, 2**40) for _ in range(3)])
    group["permutation"] = np.random.permutation(20)
    group["normal"] = np.random.normal(10, 0.5, 5)

for seed in [0, 1, -1, 10101, 2**40 + 3]:
    group = out.create_group(f"python/{seed}")
    generator = random.Random(seed)
    group["random"] = np.array([generator.random() for _ in range(4)])
    group["randint"] = np.array([generator.randint(0, 2**31 - 1) for _ in range(4)])
    group["randint_wide"] = np.array([generator.randint(-(2**50), 2**50) for _ in range(4)])
    numbers = list(range(20))
    generator.shuffle(numbers)
    group["shuffle"] = np.array(numbers)

# The order of the items in three epochs of fit.
for generation, library in {"keras2": tf_keras, "keras3": keras}.items():
    seen = []

    class Recorder(library.losses.Loss):
        def call(self, truth, prediction):
            seen.extend(truth.numpy().ravel().astype(int))
            return tf.reduce_mean(prediction)

    library.utils.set_random_seed(7)
    model = library.Sequential([library.layers.Input((1,)), library.layers.Dense(1)])
    model.compile("sgd", Recorder(), run_eagerly=True)
    items = np.arange(13, dtype=np.float32)
    model.fit(items, items, batch_size=5, epochs=3, verbose=0)
    out[f"fit/{generation}"] = np.array(seen).reshape(3, 13)
