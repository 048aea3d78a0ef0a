"""Models that Keras compiled and half-trained, in compiled/, and where one training of both halves ends: compiled-keras2.h5, compiled-keras3.h5.

    python make_compiled.py 2        (TensorFlow 2.21, tf-keras 2.21)
    python make_compiled.py 3        (Keras 3.15)
    python make_compiled.py fresh 2|3    models that were compiled and never trained, compiled-fresh/, and the losses once they are
    python make_compiled.py check FOLDER 2|3    goes on with what Framerill half-trained (CompiledFileTests writes it where
                                           FRAMERILL_COMPILED names a folder)
"""
import os
import sys
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import warnings
warnings.simplefilter("ignore")
import h5py
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
random = np.random.RandomState(7)
X = random.uniform(-1, 1, (8, 3)).astype("float32")
Y = np.eye(2, dtype="float32")[np.arange(8) % 2]
KERNELS = [random.uniform(-1, 1, shape).astype("float32") for shape in [(3, 4), (4,), (4, 2), (2,)]]


def model(keras):
    model = keras.Sequential(
        [keras.layers.InputLayer((3,)), keras.layers.Dense(4, activation="tanh", name="a"),
         keras.layers.Dense(2, activation="softmax", name="b")], name="small")
    model.set_weights(KERNELS)
    return model


def rules(keras):
    O = keras.optimizers
    rules = {
        "SGD": lambda: O.SGD(0.1), "SGD-momentum": lambda: O.SGD(0.1, momentum=0.9, nesterov=True),
        "RMSprop": lambda: O.RMSprop(0.01, momentum=0.5, centered=True), "Adam": lambda: O.Adam(0.01, amsgrad=True, clipnorm=0.5),
        "AdamW": lambda: O.AdamW(0.01, use_ema=True), "Adamax": lambda: O.Adamax(0.01), "Nadam": lambda: O.Nadam(0.01),
        "Adagrad": lambda: O.Adagrad(0.1), "Adadelta": lambda: O.Adadelta(1.0), "Ftrl": lambda: O.Ftrl(0.1),
        "Lion": lambda: O.Lion(0.01),
        "schedule": lambda: O.Adam(O.schedules.ExponentialDecay(0.05, 2, 0.5, staircase=True)),
    }
    if hasattr(O, "Lamb"):
        rules["Lamb"] = lambda: O.Lamb(0.05)
    elif hasattr(O, "legacy"):
        L = O.legacy
        rules |= {
            "legacy-SGD": lambda: L.SGD(0.1, momentum=0.9, decay=0.1), "legacy-RMSprop": lambda: L.RMSprop(0.01),
            "legacy-RMSprop-momentum": lambda: L.RMSprop(0.01, momentum=0.5, centered=True),
            "legacy-Adam": lambda: L.Adam(0.01, amsgrad=True, clipvalue=0.5), "legacy-Adamax": lambda: L.Adamax(0.01),
            "legacy-Nadam": lambda: L.Nadam(0.01), "legacy-Adagrad": lambda: L.Adagrad(0.1),
            "legacy-Adadelta": lambda: L.Adadelta(1.0), "legacy-Ftrl": lambda: L.Ftrl(0.1),
        }
    return rules


def fit(model, epochs):
    return model.fit(X, Y, batch_size=4, epochs=epochs, shuffle=False, verbose=0).history["loss"]


def keras_of(version):
    if version == 2:
        import tf_keras as keras
    else:
        import keras
    return keras


def make(version):
    keras = keras_of(version)
    with h5py.File(f"{HERE}/compiled-keras{version}.h5", "w") as out:
        out["x"], out["y"] = X, Y
        for name, rule in rules(keras).items():
            # tf.keras' Nadam counts its momentum once for each variable inside of a graph, and once for each step outside.
            options = {"run_eagerly": True} if name == "Nadam" and version == 2 else {}
            half = model(keras)
            half.compile(rule(), "categorical_crossentropy", metrics=["accuracy"], **options)
            fit(half, 2)
            if not (name.startswith("legacy")) and name in ("Adam", "AdamW", "schedule"):
                half.save(f"{HERE}/compiled/{name}-keras{version}.keras")
            half.save(f"{HERE}/compiled/{name}-keras{version}.h5")
            whole = model(keras)
            whole.compile(rule(), "categorical_crossentropy", metrics=["accuracy"], **options)
            if name == "AdamW":
                # Each fit ends with the averages.
                fit(whole, 2)
                loss = fit(whole, 2)
            else:
                loss = fit(whole, 4)[2:]
            group = out.create_group(name)
            group["loss"] = np.array(loss, "float32")
            for index, weight in enumerate(whole.get_weights()):
                group[f"weight_{index}"] = weight


def fresh(version):
    keras = keras_of(version)
    path = f"{HERE}/compiled-keras{version}.h5"
    for name in ["SGD-momentum", "Adam", "Nadam", "schedule"] + (["legacy-Adam"] if version == 2 else []):
        for end in ["h5"] if name.startswith("legacy") else ["h5", "keras"]:
            file = f"{name}-keras{version}.{end}"
            new = model(keras)
            new.compile(rules(keras)[name](), "categorical_crossentropy", metrics=["accuracy"])
            new.save(f"{HERE}/compiled-fresh/{file}")
            new.compile(rules(keras)[name](), "categorical_crossentropy", run_eagerly=True)
            with h5py.File(path, "a") as out:
                if f"fresh/{file}" in out:
                    del out[f"fresh/{file}"]
                out[f"fresh/{file}"] = np.array(fit(new, 2), "float32")


def check(version, folder):
    keras = keras_of(version)
    with h5py.File(f"{HERE}/compiled-keras{version}.h5") as expected:
        for file in sorted(os.listdir(folder)):
            stem, end = os.path.splitext(file)
            if not stem.endswith(f"-keras{version}"):
                continue
            name = stem[:-7]
            try:
                loaded = keras.models.load_model(os.path.join(folder, file))
            except ValueError as error:
                print(f"{file}: {str(error)[:80]}")
                continue
            if name == "Nadam" and version == 2:
                loaded.run_eagerly = True
            try:
                loss = fit(loaded, 2)
            except ValueError as error:
                # Keras 3.15 builds the optimizer of an HDF5 file for no variables at all, of its own files too.
                print(f"{file}: {str(error)[:80]}")
                continue
            error = max(float(np.abs(w - expected[name][f"weight_{i}"][()]).max()) for i, w in enumerate(loaded.get_weights()))
            print(f"{file}: steps {int(loaded.optimizer.iterations.numpy())}, weights {error:.1e}, "
                  f"loss {np.abs(np.array(loss) / expected[name]['loss'][()] - 1).max():.1e}")


if sys.argv[1] == "check":
    check(int(sys.argv[3]), sys.argv[2])
elif sys.argv[1] == "fresh":
    fresh(int(sys.argv[2]))
else:
    make(int(sys.argv[1]))
