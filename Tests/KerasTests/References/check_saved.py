"""Opens files that Framerill saved with Keras 2 (tf_keras) and Keras 3 and compares the answers.

    python check_saved.py FOLDER  # in an environment with tensorflow-cpu, keras, tf-keras, h5py

FOLDER holds NAME.h5 and NAME.keras, which `framerill convert` wrote, and NAME.answers.h5 with inputs x0… and the outputs y0… that
Framerill gave. Prints what each Keras said to each file, and how often.
"""
import collections
import glob
import os
import sys
import warnings

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
warnings.simplefilter("ignore")
import h5py
import keras
import numpy as np
import tf_keras


def verdict(k, path, x, y):
    k.backend.clear_session()
    options = {"safe_mode": False}
    try:
        model = k.models.load_model(path, **options)
    except Exception as error:
        try:
            k.models.load_model(path, compile=False, **options)
            return "opens with compile=False only: %s" % str(error).strip().splitlines()[0][:150]
        except Exception as error:
            lines = str(error).strip().splitlines() or [type(error).__name__]
            return "fails: %s" % " | ".join(lines)[:300]
    try:
        found = model(x if len(x) > 1 else x[0], training=False)
    except Exception as error:
        return "doesn't run: %s" % str(error).strip().splitlines()[0][:150]
    found = [np.asarray(v) for v in (found.values() if isinstance(found, dict) else found if isinstance(found, (list, tuple)) else [found])]
    if [v.shape for v in found] != [v.shape for v in y]:
        return "shapes %s for %s" % ([v.shape for v in found], [v.shape for v in y])
    worst = max(float(np.max(np.abs(a - b)) / max(1e-3, np.max(np.abs(b)))) for a, b in zip(found, y))
    return "agrees" if worst < 1e-4 else "DIFFERS by %g" % worst


counts = collections.Counter()
for path in sorted(glob.glob(os.path.join(sys.argv[1], "*.answers.h5"))):
    name = path[:-len(".answers.h5")]
    with h5py.File(path) as file:
        x = [file[k][()] for k in sorted(file) if k[0] == "x"]
        y = [file[k][()] for k in sorted(file) if k[0] == "y"]
    for suffix in (".h5", ".keras"):
        for k, label in ((tf_keras, "Keras 2"), (keras, "Keras 3")):
            text = verdict(k, name + suffix, x, y)
            counts[label + " " + suffix + " " + text.split(":")[0]] += 1
            if text != "agrees":
                print(os.path.basename(name) + suffix, label, text, sep="\t", flush=True)
for key, count in sorted(counts.items()):
    print(count, key, sep="\t")
