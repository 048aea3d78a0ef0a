"""Makes files of a model that Keras never writes, but others may: hostile-*.h5, each with one Dense layer whose kernel is elsewhere.

    python make_hostile.py
"""
import json
import os

import h5py
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
CONFIG = {"class_name": "Sequential", "config": {"name": "s", "layers": [
    {"class_name": "Dense", "config": {"name": "d", "units": 2, "batch_input_shape": [None, 2], "use_bias": False}}]}}


def base(name):
    file = h5py.File(os.path.join(HERE, "hostile-%s.h5" % name), "w", libver="latest")
    file.attrs["model_config"] = json.dumps(CONFIG)
    file.attrs["keras_version"] = "2.15.0"
    weights = file.create_group("model_weights")
    weights.attrs["layer_names"] = [b"d"]
    return file, weights


def layer(weights):
    group = weights.create_group("d")
    group.attrs["weight_names"] = [b"d/kernel:0"]
    return group.create_group("d")


def main():
    kernel = np.ones((2, 2), "f4")
    file, weights = base("soft")
    file["elsewhere"] = kernel
    layer(weights)["kernel:0"] = h5py.SoftLink("/elsewhere")
    file.close()
    file, weights = base("soft-group")
    own = file.create_group("elsewhere")
    own.attrs["weight_names"] = [b"d/kernel:0"]
    own["d/kernel:0"] = kernel
    weights["d"] = h5py.SoftLink("/elsewhere")
    file.close()
    file, weights = base("external")
    layer(weights)["kernel:0"] = h5py.ExternalLink("hostile-soft.h5", "/elsewhere")
    file.close()
    file, weights = base("virtual")
    layout = h5py.VirtualLayout(shape=(2, 2), dtype="f4")
    layout[:] = h5py.VirtualSource("hostile-soft.h5", "elsewhere", shape=(2, 2))
    layer(weights).create_virtual_dataset("kernel:0", layout)
    file.close()
    file, weights = base("external-storage")
    layer(weights).create_dataset("kernel:0", (2, 2), "f4", external=[("/etc/hostname", 0, 16)])
    file.close()


if __name__ == "__main__":
    main()
