"""What the progress bars of tf.keras and Keras 3 print at given moments: progbar.json.

The callbacks of both are told epochs and batches as fit tells them, with a clock that stands at the moments of the table.

    python make_progbar.py        (tf-keras 2.21, Keras 3.15)
"""
import contextlib
import io
import json
import os
import random
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import tf_keras
import keras
from keras.src.utils import progbar as bar3
from tf_keras.src.utils import generic_utils as bar2

HERE = os.path.dirname(os.path.abspath(__file__))


class Clock:
    now = 0.0

    def time(self):
        return self.now


CLOCK = Clock()
bar2.time = bar3.time = CLOCK


def numbers(chance, names, scale=1.0):
    """Names with numbers that float32 holds."""
    return [[name, float(np.float32(chance.uniform(-0.1, 1) * scale))] for name in names]


def events(seed, epochs, steps, pace, names, validation=(), first=0.0, judging=0.0, scale=1.0):
    """One after the other: ["epoch", moment], ["batch", moment, logs], ["end", moment, logs]."""
    chance = random.Random(seed)
    moment, result = 1000 + chance.random(), []
    for _ in range(epochs):
        result.append(["epoch", round(moment, 7)])
        for step in range(steps):
            moment += pace * chance.uniform(0.9, 1.1) + (first if step == 0 else 0)
            logs = numbers(chance, names, scale)
            result.append(["batch", round(moment, 7), logs])
        moment += judging
        result.append(["end", round(moment, 7), logs + numbers(chance, validation, scale)])
    return result


TWO = ("loss", "accuracy")
VAL = ("val_loss", "val_accuracy")
CASES = [
    ("epochs with a validation", 2, 5, events(1, 2, 5, 0.21, TWO, VAL, first=1.3, judging=0.8)),
    ("one epoch has no line above it", 1, 3, events(2, 1, 3, 1.7, TWO)),
    ("one step", 3, 1, events(3, 1, 1, 0.012, ("loss",), ("val_loss",))),
    ("what comes faster than 0.05 s isn't shown", 2, 34, events(4, 1, 34, 0.017, TWO, VAL, first=0.4)),
    ("microseconds", 2, 20, events(5, 1, 20, 0.00031, ("loss",), first=0.06)),
    ("minutes, on a line that becomes shorter", 2, 12, events(6, 1, 12, 13.7, TWO)),
    ("hours", 2, 11, events(7, 1, 11, 800.3, ("loss",))),
    ("small and large numbers", 2, 4, events(8, 1, 4, 0.3, TWO, VAL, scale=2e-3) + events(9, 1, 4, 0.3, TWO, VAL, scale=3e5)),
    ("hundreds of steps", 2, 100, events(10, 1, 100, 0.61, TWO, VAL)[::7] + events(10, 1, 100, 0.61, TWO, VAL)[-1:]),
    ("several outputs", 2, 3, events(11, 1, 3, 0.4, ("loss", "a_loss", "b_loss", "a_accuracy"), ("val_loss", "lr"))),
    ("no numbers any more", 2, 2, [
        ["epoch", 5.0], ["batch", 5.5, [["loss", float("nan")], ["accuracy", float("inf")]]],
        ["batch", 6.25, [["loss", float("-inf")], ["accuracy", 0.0]]], ["end", 6.5, [["loss", float("nan")], ["accuracy", 0.0]]]]),
    ("an unknown number of steps", 2, None, events(12, 2, 4, 0.2, TWO, VAL)),
]


def record(callback, verbose, epochs, steps, table):
    callback.set_params({"verbose": verbose, "epochs": epochs, "steps": steps})
    text = io.StringIO()
    epoch, batch = -1, 0
    with contextlib.redirect_stdout(text):
        for kind, moment, *logs in table:
            CLOCK.now = moment
            logs = dict(logs[0]) if logs else None
            if kind == "epoch":
                epoch, batch = epoch + 1, 0
                callback.on_epoch_begin(epoch)
            elif kind == "batch":
                callback.on_train_batch_end(batch, logs)
                batch += 1
            else:
                callback.on_epoch_end(epoch, logs)
    return text.getvalue()


def spelled(value):
    """Numbers that JSON doesn't know, as texts."""
    if isinstance(value, list):
        return [spelled(element) for element in value]
    return value if not isinstance(value, float) or np.isfinite(value) else str(value)


tf_keras.utils.enable_interactive_logging()
keras.utils.enable_interactive_logging()
rows = []
for name, epochs, steps, table in CASES:
    texts = {}
    for verbose in (1, 2):
        if steps is None and verbose == 2:
            continue
        # The names of a model's own metrics; those of a validation aren't among them.
        own = {key for _, _, *logs in table for key, _ in (logs[0] if logs else []) if not key.startswith("val_") and key != "lr"}
        texts[f"keras2, verbose {verbose}"] = record(
            tf_keras.callbacks.ProgbarLogger("steps", stateful_metrics=own), verbose, epochs, steps, table)
        texts[f"keras3, verbose {verbose}"] = record(keras.callbacks.ProgbarLogger(), verbose, epochs, steps, table)
    rows.append({"name": name, "epochs": epochs, "steps": steps, "events": spelled(table), "texts": texts})
with open(os.path.join(HERE, "progbar.json"), "w") as file:
    json.dump(rows, file, ensure_ascii=False, indent=None, separators=(",", ":"))
    file.write("\n")
print(os.path.getsize(os.path.join(HERE, "progbar.json")), "bytes")
