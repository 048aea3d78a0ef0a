"""Compares every layer class of Keras 2 (tf_keras) and Keras 3, and every option of its constructor, with what Framerill reads.

    python audit_surface.py FRAMERILL  # in the same environment as make.py

A class counts as read if `framerill layers` lists it; else the error that Framerill gives for it is printed. An option counts as read if
it is listed with its class. Each other option is put, with another value than it has, into a model of the tables beside this script,
and Framerill must refuse it by its name, unless it stands below among those that no answer depends on.
"""
import copy
import glob
import inspect
import json
import os
import subprocess
import sys
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import h5py
import keras
import numpy as np
import tf_keras

HERE = os.path.dirname(os.path.abspath(__file__))
# Only how a layer is trained, where it runs, or how it is stored.
IDLE = set("""name trainable dtype autocast kwargs args self batch_size input_shape input_dtype weights activity_regularizer seed rng_type
    dropout recurrent_dropout rate noise_shape stddev momentum synchronized fused virtual_batch_size renorm_clipping renorm_momentum adjustment
    unroll implementation stateful use_cudnn flash_attention power_iterations epsilon_of_adapt input_length sparse_input
    softmax_robust_masking unit_forget_bias num_bins ragged optional type_spec lora_alpha l1 l2 survival_probability drop_path_rate
    init_values reverse_dtype vocabulary_dtype batch_input_shape tensor""".split())
IDLE_OF = {"Discretization": {"epsilon"}, "InputLayer": {"sparse", "batch_shape", "shape", "input_tensor"}, "Lambda": {"output_shape", "mask"},
           "STFTSpectrogram": {"window", "periodic", "scaling"}, "IntegerLookup": {"encoding"}, "Embedding": {"sparse"}, "AutoContrast": {"data_format", "bounding_box_format"}}


def classes(k):
    found = {}
    for name, value in vars(k.layers).items():
        if inspect.isclass(value) and issubclass(value, k.layers.Layer) and value.__name__ not in found:
            found[value.__name__] = value
    return found


# Layers that do nothing when a model answers take any option.
STILL = set("""AugMix CutMix MixUp RandAugment Solarization Equalization SpatialDropout1D SpatialDropout2D SpatialDropout3D""".split())


def options(cls):
    if cls.__name__ in STILL or cls.__name__.startswith("Random") and cls.__name__ != "RandomCrop":
        return []
    names = []
    for base in cls.__mro__:
        if base.__name__ in ("Layer", "Operation", "object", "Module"):
            break
        if "__init__" in vars(base):
            parameters = inspect.signature(base.__init__).parameters.values()
            names += [p.name for p in parameters if p.name not in names]
            if not any(p.kind == p.VAR_KEYWORD for p in parameters):
                break
    return [n for n in names if n not in IDLE and not n.endswith(("_initializer", "_regularizer", "_constraint"))]


def samples():
    """For each class and generation a model that has it: (configuration, version)."""
    found = {}
    for path in sorted(glob.glob(os.path.join(HERE, "*.h5"))):
        with h5py.File(path) as file:
            if "configs" not in file or "versions" not in file:
                continue
            for text, version in zip(file["configs"][()], file["versions"][()]):
                model = json.loads(text)
                for layer in model["config"]["layers"]:
                    found.setdefault((layer["class_name"], int(version.decode().split(".")[0])), (model, version.decode()))
    return found


def other(value):
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + 1
    return "something else" if not isinstance(value, (list, dict)) else {"another": 1}


def refusal(framerill, model, version):
    """What Framerill says to a file of that configuration; None if it reads it."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.h5")
        with h5py.File(path, "w") as file:
            file.attrs["model_config"] = json.dumps(model)
            file.attrs["keras_version"] = version
            file.create_group("model_weights").attrs["layer_names"] = np.zeros(0)
        done = subprocess.run([framerill, "summary", path], capture_output=True, text=True)
        return None if done.returncode == 0 else done.stderr.strip().replace(path, "")


def main():
    framerill = sys.argv[1]
    read = {l["name"]: {o["name"] for o in l["options"]} for l in json.loads(subprocess.run([framerill, "layers", "--json"], capture_output=True).stdout)}
    examples, faults, counts = samples(), [], dict(classes=0, read=0, options=0, listed=0, refused=0)
    for k, generation in ((tf_keras, 2), (keras, 3)):
        for name, cls in sorted(classes(k).items()):
            counts["classes"] += 1
            if name not in read:
                entry = {"class_name": name, "config": {"name": "l"}}
                model = {"class_name": "Sequential", "config": {"name": "s", "layers": [entry]}}
                said = refusal(framerill, model, "%d.15" % generation)
                print("Keras %d, %s: not read: %s" % (generation, name, said.splitlines()[0][:150] if said else "NO ERROR"))
                continue
            counts["read"] += 1
            for option in options(cls):
                counts["options"] += 1
                if option in read[name]:
                    counts["listed"] += 1
                    continue
                if option in IDLE_OF.get(name, ()):
                    continue
                if (name, generation) not in examples:
                    print("Keras %d, %s: no example to try %s with" % (generation, name, option))
                    continue
                model, version = examples[name, generation]
                model = copy.deepcopy(model)
                layer = next(l for l in model["config"]["layers"] if l["class_name"] == name)
                layer["config"][option] = other(layer["config"].get(option))
                said = refusal(framerill, model, version)
                if said and '"%s"' % option in said:
                    counts["refused"] += 1
                    continue
                faults.append("Keras %d, %s: option %s: %s" % (generation, name, option, (said or "IGNORED").splitlines()[0][:200]))
    print("\n".join(faults))
    print(counts, len(faults), "options neither read nor refused")


main()
