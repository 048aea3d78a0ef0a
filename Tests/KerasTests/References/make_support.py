"""What the scripts that make reference answers have in common."""
import os
import tempfile

import h5py
import numpy as np


def numbers(count, seed):
    """Numbers in [-1, 1): 24 bits of a linear congruential generator, exact in float32. ReferenceNumbers.swift makes the same."""
    state, out = seed & 0xFFFFFFFF, np.empty(count, np.float32)
    for i in range(count):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        out[i] = (state >> 8) / float(1 << 23) - 1
    return out


def given(shape, seed):
    return numbers(int(np.prod(shape, dtype=int)), seed).reshape(shape)


def saved_config(model):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "m.h5")
        model.save(path)
        with h5py.File(path) as file:
            return file.attrs["model_config"], file.attrs["keras_version"]
