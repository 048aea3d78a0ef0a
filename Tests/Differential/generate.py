"""Makes random models with Keras 2 (tf_keras) and Keras 3, and what they answer, for DifferentialTests.

    python generate.py FOLDER --seed 1 --count 200 [--generation 2|3] [--only N] [--cut]

Of the model N there are N.h5, N.keras, or N.json with N.weights.h5, and N.io.h5 with inputs x0, x1, … and answers y0, y1, …. A model
follows from the seed and its number alone. --cut makes of the model of --only one file for each tensor between its layers, to find the
first layer that answers otherwise.
"""
import argparse
import json
import os
import sys
import traceback
import warnings

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
warnings.filterwarnings("ignore")
import h5py
import keras
import numpy as np
import tensorflow as tf
import tf_keras

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from layers import chance, pick
from networks import random_model
from repack import repack

POLICIES = ["float16", "mixed_float16", "mixed_bfloat16", "float64"]


def settle(r, model):
    """Numbers for the weights that begin as zeros or ones; variances are positive."""
    for weight in model.weights:
        name, shape = getattr(weight, "path", None) or weight.name, tuple(weight.shape)
        if "seed" in name or "int" in str(getattr(weight.dtype, "name", weight.dtype)):
            continue
        if "variance" in name:
            weight.assign(r.uniform(0.5, 1.5, shape))
        elif len(shape) < 2 or not np.any(np.asarray(weight)):
            weight.assign(r.normal(0, 0.3, shape))
    for layer in all_layers(model):
        if hasattr(layer, "finalize_state"):
            layer.finalize_state()


def all_layers(model):
    return [l for l in (model._flatten_layers() if hasattr(model, "_flatten_layers") else model.layers)]


def questions(r, model, whole):
    """Values for the inputs, in the order of model.inputs; extents that are open are chosen."""
    values = []
    extents = [int(r.integers(5, 9)) for _ in range(5)]
    for x in model.inputs:
        shape = (2,) + tuple(n or extents[i] for i, n in enumerate(x.shape[1:]))
        dtype = str(getattr(x.dtype, "name", x.dtype))
        values.append(r.integers(0, 8, shape).astype(dtype) if x.name in whole else r.normal(0, 1, shape).astype("float32"))
    return values


def ask(model, values):
    struct = getattr(model, "_nested_inputs", None)
    if struct is None:
        struct = getattr(model, "_inputs_struct", None)
    given = values[0] if struct is None or not isinstance(struct, (list, tuple, dict)) else tf.nest.pack_sequence_as(struct, values)
    return [np.asarray(y) for y in tf.nest.flatten(model(given, training=False))], given


def train(r, k, model, given, answers):
    """One step of training leaves an optimizer's weights in the file."""
    name = pick(r, "sgd", "adam", "rmsprop", "nadam", "adagrad", "adamax", "ftrl", "adadelta")
    model.compile(optimizer=name, loss="mse")
    struct = tf.nest.pack_sequence_as(getattr(model, "_nested_outputs", None) or getattr(model, "_outputs_struct", answers[0]), answers) if len(answers) > 1 else answers[0]
    model.fit(given, struct, epochs=1, verbose=0)


def save(r, k, generation, model, path):
    form = pick(r, "h5", "h5", "h5", "keras", "weights")
    if form == "weights":
        with open(path + ".json", "w") as file:
            file.write(model.to_json())
        model.save_weights(path + ".weights.h5")
        return path + ".json"
    options = dict(include_optimizer=False) if form == "h5" and chance(r, 0.3) else {}
    if generation == 2 and form == "h5" and chance(r, 0.5):
        options["save_format"] = "h5"
    model.save("%s.%s" % (path, form), **options)
    return "%s.%s" % (path, form)


def write_answers(path, values, answers, note):
    with h5py.File(path + ".io.h5", "w") as file:
        for i, v in enumerate(values):
            file["x%d" % i] = v.astype("float32")
        for i, v in enumerate(answers):
            file["y%d" % i] = v.astype("float32")
        file.attrs["note"] = note


def make(folder, seed, number, generation, cut):
    k = tf_keras if generation == 2 else keras
    r = np.random.default_rng([seed, number])
    k.backend.clear_session()
    k.utils.set_random_seed(int(r.integers(1 << 30)))
    policy = POLICIES[r.integers(len(POLICIES))] if chance(r, 0.06) else None
    k.mixed_precision.set_global_policy(policy or "float32") if generation == 2 else k.config.set_dtype_policy(policy or "float32")
    try:
        model, whole = random_model(r, k, generation)
        settle(r, model)
        values = questions(r, model, whole)
        answers, given = ask(model, values)
        if chance(r, 0.2) and not cut and not policy:
            try:
                train(r, k, model, given, answers)
            except Exception:
                pass
            answers, given = ask(model, values)
        if not all(np.all(np.isfinite(y)) and np.abs(y).max(initial=0) < 1e6 for y in answers):
            return "answers without end"
        path = os.path.join(folder, "%d-%05d-keras%d" % (seed, number, generation))
        if cut:
            return cuts(k, model, given, values, path)
        file = save(r, k, generation, model, path)
        if chance(r, 0.3):
            for part in (path + ".h5", path + ".weights.h5"):
                if os.path.exists(part):
                    repack(r, part)
        write_answers(path, values, answers, policy or "")
        return os.path.basename(file)
    finally:
        k.mixed_precision.set_global_policy("float32") if generation == 2 else k.config.set_dtype_policy("float32")


def cuts(k, model, given, values, path):
    """The tensors that the layers give, each as the only output of a model."""
    made = 0
    for index, layer in enumerate(model.layers):
        for node in range(len(layer._inbound_nodes)):
            try:
                y = layer.get_output_at(node) if hasattr(layer, "get_output_at") else layer._inbound_nodes[node].output_tensors
                part = k.Model(model.inputs, y)
            except Exception:
                continue
            name = "%s-cut-%03d-%s-%d" % (path, index, type(layer).__name__, node)
            answers, _ = ask(part, values)
            part.save(name + ".h5")
            write_answers(name, values, answers, "")
            made += 1
    return "%d cuts" % made


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--generation", type=int)
    parser.add_argument("--only", type=int)
    parser.add_argument("--cut", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    os.makedirs(arguments.folder, exist_ok=True)
    made = 0
    for number in [arguments.only] if arguments.only is not None else range(arguments.first, arguments.first + arguments.count):
        generation = arguments.generation or 2 + number % 2
        try:
            result = make(arguments.folder, arguments.seed, number, generation, arguments.cut)
            made += 1
        except Exception as error:
            result = "%s: %s" % (type(error).__name__, str(error).splitlines()[0][:200] if str(error) else "")
            if arguments.verbose:
                traceback.print_exc()
        if arguments.verbose:
            print(number, result, flush=True)
    print(made, "models in", arguments.folder)


if __name__ == "__main__":
    main()
