"""What the scripts beside this one share: both generations of Keras, and tables of cases as JSON."""

import json
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras as keras3  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
import tf_keras as keras2  # noqa: E402

GENERATIONS = {"two": keras2, "three": keras3}
NAN, INF = np.nan, np.inf


def floats(values):
    return np.asarray(values, np.float32)


def random(seed, *shape, low=None, high=None):
    """Normal numbers, or even ones where bounds are given."""
    generator = np.random.RandomState(seed)
    values = generator.randn(*shape) if low is None else generator.uniform(low, high, shape)
    return floats(values)


def one_hot(labels, classes):
    return floats(np.eye(classes)[labels])


def number(value):
    """The shortest text that gives the same float32; what JSON has no number for is a string."""
    value = np.float32(value)
    return float(str(value)) if np.isfinite(value) else str(value)


def array(values):
    """A tensor as the tests read it: `{"shape": …, "values": …}`."""
    values = floats(values)
    return {"shape": list(values.shape), "values": [number(value) for value in values.ravel()]}


def attempt(body):
    """What `body` gives, or None where Keras refuses."""
    try:
        return array(body())
    except Exception:
        return None


def save(name, cases):
    """One case a line, so that a change of one shows as one."""
    folder = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(folder, name), "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "\n]\n")
    print(len(cases), "cases in", name)
