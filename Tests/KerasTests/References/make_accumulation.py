"""Seven batches of one dense layer with gradients accumulated over three, by Keras 3 with every optimizer: accumulation.json.

    python make_accumulation.py        (Keras 3, TensorFlow)
"""
import os
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
import json
import keras
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
O = keras.optimizers
BATCHES, ITEMS = 7, 4
random = np.random.RandomState(0)
x = random.uniform(-1, 1, (BATCHES, ITEMS, 3)).astype("float32")
y = random.uniform(-1, 1, (BATCHES, ITEMS, 2)).astype("float32")
kernel = random.uniform(-1, 1, (3, 2)).astype("float32")

OPTIMIZERS = {
    "sgd": lambda **o: O.SGD(0.1, **o),
    "nesterov": lambda **o: O.SGD(0.1, momentum=0.9, nesterov=True, **o),
    "rmsprop": lambda **o: O.RMSprop(0.01, momentum=0.5, centered=True, **o),
    "adam": lambda **o: O.Adam(0.05, **o),
    "amsgrad": lambda **o: O.Adam(0.05, amsgrad=True, **o),
    "adamw": lambda **o: O.AdamW(0.05, **o),
    "adamax": lambda **o: O.Adamax(0.05, **o),
    "nadam": lambda **o: O.Nadam(0.05, **o),
    "adagrad": lambda **o: O.Adagrad(0.1, **o),
    "adadelta": lambda **o: O.Adadelta(1.0, **o),
    "ftrl": lambda **o: O.Ftrl(0.1, **o),
    "lion": lambda **o: O.Lion(0.05, **o),
    "lamb": lambda **o: O.Lamb(0.05, **o),
    "clipped": lambda **o: O.SGD(0.1, clipnorm=0.1, **o),
    "decayed": lambda **o: O.SGD(0.1, weight_decay=0.5, **o),
    "scaled": lambda **o: O.SGD(0.1, loss_scale_factor=1024.0, **o),
    "averaged": lambda **o: O.Adam(0.05, use_ema=True, ema_momentum=0.6, ema_overwrite_frequency=2, **o),
    "scheduled": lambda **o: O.SGD(O.schedules.ExponentialDecay(0.2, 1, 0.5), **o),
}


def weights(make):
    model = keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(2, use_bias=False)])
    model.layers[0].set_weights([kernel])
    model.compile(make(gradient_accumulation_steps=3), "mse")
    seen = []
    for i in range(BATCHES):
        model.train_on_batch(x[i], y[i])
        seen.append(model.layers[0].get_weights()[0].astype("float64").round(9).ravel().tolist())
    state = [v.path for v in model.optimizer.variables]
    return {"weights": seen, "iterations": int(model.optimizer._iterations), "state": state}


if __name__ == "__main__":
    answer = {
        "x": x.astype("float64").round(9).ravel().tolist(), "y": y.astype("float64").round(9).ravel().tolist(),
        "kernel": kernel.astype("float64").round(9).ravel().tolist(),
        "optimizers": {name: weights(make) for name, make in OPTIMIZERS.items()},
    }
    with open(os.path.join(HERE, "accumulation.json"), "w") as file:
        json.dump(answer, file, separators=(",", ":"))
        file.write("\n")
