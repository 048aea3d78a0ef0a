"""Asks Framerill and Keras what each network of keras.applications answers, for the table applications-census.md.

    python census_applications.py FRAMERILL 2 RECORD.jsonl [REGEX] [--but applications-census.md]   # networks of Keras 2 (tf_keras)
    python census_applications.py FRAMERILL 3 RECORD.jsonl [REGEX] [--but applications-census.md]   # of Keras 3
    python census_applications.py --table [applications-census.md] RECORD.jsonl… > new.md

in an environment with tensorflow-cpu, keras, tf-keras, h5py. FRAMERILL is the built command line. REGEX finds the networks to ask for.
What RECORD.jsonl has, and with --but what a table has, is left out, so that a run can go on where it stopped; a new table holds the
rows of an old one that no record replaces. All of it takes about two hours, 12 GB of memory and 5 GB below the folder for temporary
files.

Weights are random, batch norms' statistics too, scaled so that values keep their size through all layers. Each network is saved in
each form that its Keras has; the answer of `framerill predict` to each file is compared with what Keras answered.
"""
import argparse
import json
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
import time
import traceback

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import h5py
import numpy as np
from make_support import weights_by_name

HERE = os.path.dirname(os.path.abspath(__file__))
SIZE = (96, 80)
FAMILIES = dict(  # the members by family, the cheapest one first
    VGG=["VGG16", "VGG19"],
    ResNet=["ResNet50", "ResNet101", "ResNet152"],
    ResNetV2=["ResNet50V2", "ResNet101V2", "ResNet152V2"],
    Inception=["InceptionV3"],
    InceptionResNet=["InceptionResNetV2"],
    Xception=["Xception"],
    MobileNet=["MobileNet"],
    MobileNetV2=["MobileNetV2"],
    MobileNetV3=["MobileNetV3Small", "MobileNetV3Large"],
    DenseNet=["DenseNet121", "DenseNet169", "DenseNet201"],
    NASNet=["NASNetMobile", "NASNetLarge"],
    EfficientNet=["EfficientNetB%d" % n for n in range(8)],
    EfficientNetV2=["EfficientNetV2" + n for n in ("B0", "B1", "B2", "B3", "S", "M", "L")],
    ConvNeXt=["ConvNeXt" + n for n in ("Tiny", "Small", "Base", "Large", "XLarge")],
    RegNetX=["RegNetX" + n for n in "002 004 006 008 016 032 040 064 080 120 160 320".split()],
    RegNetY=["RegNetY" + n for n in "002 004 006 008 016 032 040 064 080 120 160 320".split()],
    ResNetRS=["ResNetRS%d" % n for n in (50, 101, 152, 200, 270, 350, 420)],
)
# Those that normalise pixels from 0 to 255 themselves, and whether they can be told not to.
PIXELS = dict(EfficientNet=False, EfficientNetV2=True, MobileNetV3=True, ConvNeXt=True, RegNetX=True, RegNetY=True, ResNetRS=True)
WIDTHS = dict(
    MobileNet=[dict(alpha=0.25), dict(alpha=0.5), dict(alpha=0.75), dict(depth_multiplier=2)],
    MobileNetV2=[dict(alpha=a) for a in (0.35, 0.5, 0.75, 1.3, 1.4)],
    MobileNetV3Small=[dict(alpha=0.75), dict(minimalistic=True)],
    MobileNetV3Large=[dict(alpha=0.75), dict(minimalistic=True)],
)
DEFAULT_SIZES = dict(Inception=299, InceptionResNet=299, Xception=299)


def networks(applications):
    """(family, name, options, what is special) of each network, then of the variants."""
    plain = dict(input_shape=SIZE + (3,), classes=10, classifier_activation=None)
    for family, names in FAMILIES.items():
        names = [n for n in names if hasattr(applications, n)]
        for name in names:
            special = plain.copy()
            if family.startswith("RegNet"):  # it takes none other than softmax
                special.pop("classifier_activation")
            yield family, name, special, {}
    for family, names in FAMILIES.items():
        names = [n for n in names if hasattr(applications, n)]
        for name in names:
            for width in WIDTHS.get(name, []):
                yield family, name, {**plain, **width}, width
        for name in names[:1]:
            size = DEFAULT_SIZES.get(family, 224)
            yield family, name, {}, dict(input_shape=(size, size, 3), classes=1000, classifier_activation="softmax")
            for pooling in (None, "avg", "max"):
                special = dict(include_top=False, pooling=pooling)
                yield family, name, dict(input_shape=SIZE + (3,), **special), special
            # NASNet's crops ask for a size.
            special = dict(include_top=False, input_shape=(None, None, 3))
            yield family, name, special, special
            if PIXELS.get(family):
                special = dict(include_preprocessing=False)
                options = {**plain, **special}
                if family.startswith("RegNet"):
                    options.pop("classifier_activation")
                yield family, name, options, special
            special = dict(plain, input_shape=(3,) + SIZE)
            if family.startswith("RegNet"):
                special.pop("classifier_activation")
            yield family, name, special, dict(data_format="channels_first")


def settle(model, seed=1):
    """Gives each weight random numbers that keep values' size through all layers; normalisations get random statistics."""
    random = np.random.default_rng(seed)
    values = []
    for name, weight in weights_by_name(model):
        shape = tuple(weight.shape)
        kind = np.asarray(weight).dtype
        if "variance" in name or "gamma" in name:
            value = random.uniform(0.8, 1.2, shape)
        elif len(shape) < 2:
            value = random.uniform(-0.1, 0.1, shape)
        else:
            inputs = np.prod(shape[:2] if "depthwise" in name else shape[:-1])
            value = random.uniform(-1, 1, shape) * np.sqrt(3 / inputs)
        values.append(value.astype(kind))
    model.set_weights(values)
    for layer in model.layers:
        if hasattr(layer, "finalize_state"):
            layer.finalize_state()


def difference(found, expected):
    if found.shape != expected.shape:
        return "shape %s for %s" % (found.shape, expected.shape)
    worst = float(np.abs(found - expected).max() / max(np.abs(expected).max(), 1e-3))
    return worst if np.isfinite(worst) else "not finite"


def predicted(framerill, folder, model, *options):
    """What the command line answers, with the seconds that it kept a core busy and its most memory in MB."""
    output, errors = os.path.join(folder, "y.h5"), os.path.join(folder, "errors")
    command = [framerill, "predict", model, "--input", os.path.join(folder, "x.h5"), "--output", output, *options]
    with open(errors, "w") as file:
        # With a policy set, it doesn't start itself anew, under another name.
        policy = dict(os.environ, OMP_WAIT_POLICY="passive")
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=file, env=policy)
    most, name = 0, "Name:\t" + os.path.basename(framerill)[:15] + "\n"
    # The usage that wait4 tells counts the memory of this process too, which the child had until it became another program.
    while (ended := os.wait4(child.pid, os.WNOHANG))[0] == 0:
        with open("/proc/%d/status" % child.pid) as file:
            lines = file.readlines()
        if lines[0] == name:
            most = max([most] + [int(line.split()[1]) for line in lines if line.startswith("VmHWM")])
        time.sleep(0.005)
    _, status, usage = ended
    child.returncode = status
    if status:
        return dict(error=open(errors).read().strip().replace(folder + "/", "")[:800])
    with h5py.File(output) as file:
        answer = next(iter(file.values()))[()]
    os.remove(output)
    return dict(answer=answer, seconds=round(usage.ru_utime + usage.ru_stime, 2), megabytes=most >> 10)


def build(keras, name, options, data_format="channels_last"):
    keras.backend.clear_session()
    keras.backend.set_image_data_format(data_format)
    try:
        return getattr(keras.applications, name)(weights=None, **options)
    finally:
        keras.backend.set_image_data_format("channels_last")


def examine(framerill, generation, keras, family, name, options, special):
    result = dict(keras=generation, family=family, network=name, special=special, forms={})
    first = special.get("data_format") == "channels_first"
    model = build(keras, name, dict(options, input_shape=SIZE + (3,)) if first else options)
    settle(model)
    result["parameters"] = int(model.count_params())
    result["layers"] = len(model.layers)
    shape = [n or s for n, s in zip(model.input_shape[1:], SIZE + (3,))]
    pixels = family in PIXELS and special.get("include_preprocessing", True)
    low, high = (0, 255) if pixels else (-1, 1)
    x = np.random.default_rng(2).uniform(low, high, [2 if options else 1] + shape).astype("float32")
    expected = np.asarray(model(x, training=False))
    start = time.time()
    model(x, training=False)
    result["keras_seconds"] = round(time.time() - start, 3)
    if first:
        # TensorFlow has no convolutions of channels first on a CPU: the twin's answer is taken, its axes exchanged.
        twin, model = model, build(keras, name, options, "channels_first")
        model.set_weights(twin.get_weights())
        x = x.transpose(0, 3, 1, 2)
        expected = expected.transpose(0, 3, 1, 2) if expected.ndim == 4 else expected
    with tempfile.TemporaryDirectory() as folder:
        with h5py.File(os.path.join(folder, "x.h5"), "w") as file:
            file["x"] = x
        json_path = os.path.join(folder, "m.json")
        with open(json_path, "w") as file:
            file.write(model.to_json())
        weights = ["w.weights.h5"] if generation == 3 else ["w.h5", "w.weights.h5"]
        for file_name in ["m.h5", "m.keras"] + weights:
            path = os.path.join(folder, file_name)
            form = {"m.h5": ".h5", "m.keras": ".keras", "w.h5": "weights .h5", "w.weights.h5": ".weights.h5"}[file_name]
            try:
                model.save_weights(path) if file_name in weights else model.save(path)
            except Exception as error:
                result["forms"][form] = dict(unsaved=str(error)[:300])
                continue
            found = predicted(framerill, folder, *([json_path, "--weights", path] if file_name in weights else [path]))
            found["file"] = os.path.getsize(path) >> 20
            if "answer" in found:
                found["difference"] = difference(found.pop("answer"), expected)
            result["forms"][form] = found
            os.remove(path)
    return result


def key(row):
    return row["keras"], row["network"], row["options"] if "options" in row else shown(row["special"])


def read(path):
    """The rows of a record, one JSON text a line, or of a table."""
    with open(path) as file:
        lines = file.read().splitlines()
    if not path.endswith(".md"):
        return [json.loads(line) for line in lines if line]
    rows, generation, forms = [], 0, []
    for line in lines:
        cells = [c.strip() for c in line.split("|")[1:-1]]
        if line.startswith("## Keras "):
            generation = int(line.split()[-1])
        elif cells[:1] == ["network"]:
            forms = cells[3:]
        elif len(cells) > 3 and not cells[0].startswith("--"):
            found = {f: said(c) for f, c in zip(forms, cells[3:]) if c}
            rows.append(dict(keras=generation, network=cells[0], options=cells[1], parameters=int(cells[2].replace(",", "")), forms=found))
    return rows


def said(cell):
    """What a cell of a table says of a file, as a record would."""
    try:
        return dict(difference=float(cell))
    except ValueError:
        return dict(unsaved=cell[11:]) if cell.startswith("not saved: ") else dict(error=cell)


def run(framerill, generation, record, pattern, known):
    if generation == 2:
        import tf_keras as keras
    else:
        import keras
    done = {key(row) for path in (record, known) if path and os.path.exists(path) for row in read(path)}
    for family, name, options, special in networks(keras.applications):
        if not re.search(pattern, name) or (generation, name, shown(special)) in done:
            continue

        def work(pipe):
            try:
                result = examine(framerill, generation, keras, family, name, options, special)
            except Exception as error:
                traceback.print_exc()
                result = dict(keras=generation, family=family, network=name, special=special, unbuilt=repr(error)[:300])
            pipe.send(result)

        # A process each, for TensorFlow keeps what it once took.
        here, there = multiprocessing.Pipe()
        child = multiprocessing.get_context("fork").Process(target=work, args=(there,))
        start = time.time()
        child.start()
        there.close()
        try:
            result = here.recv()
        except EOFError:
            result = dict(keras=generation, family=family, network=name, special=special, unbuilt="its process ended")
        child.join()
        with open(record, "a") as file:
            file.write(json.dumps(result) + "\n")
        print(generation, name, special, "%.0f s" % (time.time() - start), result.get("unbuilt", ""), result.get("parameters"),
              {k: v.get("difference", v.get("error", v.get("unsaved"))) for k, v in result.get("forms", {}).items()},
              [(v.get("seconds"), v.get("megabytes")) for v in result.get("forms", {}).values()], result.get("keras_seconds"), flush=True)


def shown(special):
    if not special:
        return ""
    return ", ".join("%s=%s" % (name, json.dumps(value) if not isinstance(value, (list, tuple)) else tuple(value)) for name, value in special.items())


def cell(form):
    if form is None:
        return ""
    if "difference" in form:
        return "%.1e" % form["difference"] if isinstance(form["difference"], float) else form["difference"]
    return "not saved: " + form["unsaved"] if "unsaved" in form else form["error"]


def table(records):
    places = {name: place for place, name in enumerate(name for names in FAMILIES.values() for name in names)}
    rows = {key(row): row for record in records for row in read(record)}
    # As `networks` tells them: the plain ones first.
    rows = [rows[k] for k in sorted(rows, key=lambda k: (k[2] != "", places[k[1]]))]
    forms = [".h5", ".keras", "weights .h5", ".weights.h5"]
    built = [r for r in rows if "unbuilt" not in r]
    answers = [f["difference"] for r in built for f in r["forms"].values() if isinstance(f.get("difference"), float)]
    failures = [f for r in built for f in r["forms"].values()
                if "unsaved" not in f and not (isinstance(f.get("difference"), float) and f["difference"] < 1e-4)]
    print("""# Networks of keras.applications

Written by `census_applications.py --table`. The largest difference of Framerill's answer to what Keras answered, as a part of the
answer's greatest magnitude; %d networks and variants, %d saved files, the largest difference %.1e, %d failures. Weights and
statistics of batch norms are random. Unless a row says otherwise, two images of 96 × 80 pixels go in and ten logits come out.
"weights .h5" is `save_weights` in the form of Keras 2, ".weights.h5" that of Keras 3, both loaded onto the text of `to_json()`.
""" % (len(built), len(answers), max(answers), len(failures)))
    for generation in (2, 3):
        mine = [r for r in built if r["keras"] == generation]
        columns = [f for f in forms if any(f in r["forms"] for r in mine)]
        print("## Keras %d\n\n| network | options | parameters | %s |" % (generation, " | ".join(columns)))
        print("|---|---|--:|%s" % ("--:|" * len(columns)))
        for r in mine:
            print("| %s | %s | %s | %s |" % (r["network"], key(r)[2], format(r["parameters"], ","),
                                            " | ".join(cell(r["forms"].get(c)) for c in columns)))
        print()
    unbuilt = [r for r in rows if "unbuilt" in r]
    if unbuilt:
        print("## What Keras itself doesn't build\n")
        for r in unbuilt:
            print("- Keras %d, %s, %s: %s" % (r["keras"], r["network"], key(r)[2], r["unbuilt"][:160]))


if __name__ == "__main__":
    if sys.argv[1] == "--table":
        table(sys.argv[2:])
    else:
        parser = argparse.ArgumentParser()
        parser.add_argument("framerill")
        parser.add_argument("generation", type=int, choices=(2, 3))
        parser.add_argument("record")
        parser.add_argument("pattern", nargs="?", default="")
        parser.add_argument("--but", dest="known")
        run(**vars(parser.parse_args()))
