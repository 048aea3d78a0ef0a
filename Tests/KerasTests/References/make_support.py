"""What the scripts that make reference answers have in common."""
import os
import tempfile

import h5py
import numpy as np


def numbers(count, seed):
    """Numbers in [-1, 1): 24 bits of a linear congruential generator, exact in float32. ReferenceNumbers.swift makes the same."""
    with np.errstate(over="ignore"):
        # The state after n steps is a^n * seed + c * (1 + a + ... + a^(n-1)), all modulo 2^32.
        powers = np.full(count, 1664525, np.uint32).cumprod(dtype=np.uint32)
        sums = np.concatenate([np.ones(min(count, 1), np.uint32), powers[:-1]]).cumsum(dtype=np.uint32)
        state = powers * np.uint32(seed & 0xFFFFFFFF) + np.uint32(1013904223) * sums
    return (state >> np.uint32(8)).astype(np.float32) / np.float32(1 << 23) - np.float32(1)


def given(shape, seed):
    return numbers(int(np.prod(shape, dtype=int)), seed).reshape(shape)


def weights_by_name(model):
    """The model's weights in their order, each with its own name as Keras 2 has it."""
    names = {}
    for layer in model._flatten_layers():
        for weight in layer.weights:
            name = (weight.path if hasattr(weight, "path") else weight.name).split("/")[-1]
            if type(layer).__name__ == "DepthwiseConv2D" and name == "kernel":
                name = "depthwise_kernel"
            if type(layer).__name__ == "LayerScale":
                name = "gamma"
            if layer is not model:
                names[id(weight)] = name
    return [(names[id(weight)], weight) for weight in model.weights]


def saved_config(model):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "m.h5")
        model.save(path)
        with h5py.File(path) as file:
            return file.attrs["model_config"], file.attrs["keras_version"]
