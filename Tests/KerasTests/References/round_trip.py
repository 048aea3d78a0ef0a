"""Saves every model anew with Framerill, opens the copies with Keras 2 (tf_keras) and Keras 3, and compares the answers.

    python round_trip.py FRAMERILL MODELS… [--table TABLE.tsv]  # in an environment with tensorflow-cpu, keras, tf-keras, h5py

FRAMERILL is the built command line; MODELS are Keras files or folders of them. Each model goes through `framerill convert` into an HDF5
file and an archive. Inputs and expected answers are those of PATH.io.h5 where that stands beside the model; else random numbers and
Framerill's own answer, which `check-model --record-own` writes. Prints, for each copy and each Keras, one of

    agrees      within 1e-4 of the greatest magnitude
    differs     by how much
    can't open  what Keras says
    can't run   what Keras says when it is to answer

and at the end how often, by the version that wrote the model and by what was said.
"""
import argparse
import collections
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
import warnings

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
# Else TensorFlow runs convolutions of channels first on some processors only.
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "1"
warnings.simplefilter("ignore")
import h5py
import keras
import numpy as np
import tensorflow
import tf_keras

KERAS = {"Keras 2": tf_keras, "Keras 3": keras}


def files(places):
    for place in places:
        found = [place]
        if os.path.isdir(place):
            found = [p for s in ("h5", "hdf5", "keras") for p in glob.glob(os.path.join(place, "**", "*." + s), recursive=True)]
        yield from (p for p in sorted(found) if not p.endswith(".io.h5"))


def framerill(*arguments):
    done = subprocess.run(arguments, capture_output=True, text=True)
    return None if done.returncode == 0 else done.stderr.strip().splitlines()[-1]


def numbered(group, prefix):
    if prefix in group:
        return [group[prefix][()]]
    return [group["%s%d" % (prefix, i)][()] for i in range(len(group)) if "%s%d" % (prefix, i) in group]


def material(path, copy):
    """What to give the model, and what is expected; of Framerill's own record if Keras left nothing."""
    if os.path.exists(path + ".io.h5"):
        with h5py.File(path + ".io.h5") as file:
            return numbered(file, "x"), numbered(file, "y")
    fault = framerill(arguments.framerill, "check-model", copy, "--record-own")
    if fault:
        raise RuntimeError(fault)
    ports = json.loads(subprocess.run([arguments.framerill, "summary", "--json", copy], capture_output=True).stdout)
    with h5py.File(copy) as file:
        return [[file["framerill_check"][kind][port["name"]][()] for port in ports[kind]] for kind in ("inputs", "outputs")]


def said(error):
    """The first line that says what is wrong, without names and numbers of this one file."""
    text = " ".join(str(error).split()) or type(error).__name__
    cause = re.search(r"Exception encountered: (.*?)(?=Exception encountered|$)", text)
    text = re.sub(r"^Error when deserializing class '(\w+)' using config=\{.*?\}\. ", r"\1: ", cause.group(1) if cause else text)
    return re.sub(r"'[^']*'|\"[^\"]*\"|<[^<>]*>|\d+", lambda m: m.group(0) if len(m.group(0)) < 24 else "…", text)[:220]


def verdict(k, path, x, y):
    k.backend.clear_session()
    try:
        model = k.models.load_model(path, compile=False, safe_mode=False)
    except Exception as error:
        return "can't open", said(error)
    try:
        given = [tensorflow.cast(v, i.dtype) for v, i in zip(x, model.inputs)]
        found = model(given if len(given) > 1 else given[0], training=False)
    except Exception as error:
        return "can't run", said(error)
    found = [np.asarray(v) for v in tensorflow.nest.flatten(found)]
    if [v.shape for v in found] != [v.shape for v in y]:
        return "differs", "shapes %s for %s" % ([v.shape for v in found], [v.shape for v in y])
    worst = max(float(np.max(np.abs(a - b)) / max(1e-3, np.max(np.abs(b)))) if a.size else 0 for a, b in zip(found, y))
    return ("agrees", "") if worst < 1e-4 else ("differs", "by %.1g" % worst)


def version_of(path):
    try:
        with h5py.File(path) as file:
            version = file.attrs.get("keras_version", b"?")
            return version.decode() if isinstance(version, bytes) else str(version)
    except OSError:
        return "archive"


def era(version):
    return "Keras " + version.split("-")[0].split(".")[0] + (", tf.keras" if "-tf" in version else "") if version[0].isdigit() else version


def main():
    rows, refused = [], []
    with tempfile.TemporaryDirectory() as folder:
        for path in files(arguments.models):
            copies = {s: os.path.join(folder, "copy" + s) for s in (".h5", ".keras")}
            fault = next((f for c in copies.values() if (f := framerill(arguments.framerill, "convert", path, c))), None)
            if fault:
                refused.append((path, fault))
                continue
            try:
                x, y = material(path, copies[".h5"])
            except RuntimeError as error:
                refused.append((path, str(error)))
                continue
            for suffix, copy in copies.items():
                for label, k in KERAS.items():
                    rows.append((path, version_of(path), label, suffix) + verdict(k, copy, x, y))
                    if rows[-1][4] != "agrees":
                        print(*rows[-1], sep="\t", flush=True)
    if arguments.table:
        with open(arguments.table, "w") as file:
            file.writelines("\t".join(row) + "\n" for row in rows)
    print("\n%d models, %d files that hold none or that Framerill refuses:" % (len(rows) // 4, len(refused)))
    for fault, count in collections.Counter(re.sub(r"^\S*?: ", "", f)[:110] for _, f in refused).most_common():
        print("  %d x %s" % (count, fault))
    kinds = ["agrees", "can't open", "can't run", "differs"]
    print("\n| opened by | copy | written by | " + " | ".join(kinds) + " |\n|" + "---|" * 7)
    for key in sorted({(r[2], r[3], era(r[1])) for r in rows}):
        counts = collections.Counter(r[4] for r in rows if (r[2], r[3], era(r[1])) == key)
        print("| " + " | ".join(key) + " | " + " | ".join(str(counts[kind]) for kind in kinds) + " |")
    print()
    for (label, suffix, kind, text), count in collections.Counter(r[2:6] for r in rows if r[4] != "agrees").most_common():
        print("%4d x %s, %s, %s: %s" % (count, label, suffix, kind, text))


parser = argparse.ArgumentParser()
parser.add_argument("framerill")
parser.add_argument("models", nargs="+")
parser.add_argument("--table")
arguments = parser.parse_args()
main()
