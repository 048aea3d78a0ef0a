"""Ten steps of training of five small networks with every optimizer, by tf.keras: training.h5 and the models beside it.

No bias stands before a batch normalisation, which takes it away: its gradient is rounding alone, and Adam makes whole steps of it.

    python make_training.py        (TensorFlow 2.21, tf-keras 2.21)
"""
import os
os.environ["TF_USE_LEGACY_KERAS"] = "1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
import h5py
import numpy as np
import tensorflow as tf
import tf_keras as keras
from tf_keras import layers as L

HERE = os.path.dirname(os.path.abspath(__file__))
STEPS, BATCH = 10, 8


def residual():
    x = inputs = L.Input((12, 12, 3))
    x = L.ZeroPadding2D(1)(x)
    x = L.Conv2D(6, 3, strides=2, use_bias=False, kernel_regularizer=keras.regularizers.L2(1e-3))(x)
    x = L.BatchNormalization(momentum=0.9)(x)
    x = L.Activation("relu")(x)
    x = L.MaxPooling2D(2)(x)
    short = L.BatchNormalization(scale=False)(L.Conv2D(8, 1, use_bias=False)(x))
    y = L.Activation("relu")(L.BatchNormalization()(L.Conv2D(4, 1, use_bias=False)(x)))
    y = L.BatchNormalization(center=False)(L.Conv2D(8, 3, padding="same", use_bias=False)(y))
    x = L.Activation("relu")(L.Add()([y, short]))
    x = L.AveragePooling2D(2, padding="same")(x)
    return keras.Model(inputs, L.Dense(4, activation="softmax")(L.Flatten()(x)), name="residual")


def inception():
    x = inputs = L.Input((9, 9, 3))
    x = L.Conv2D(8, 3, activation="elu")(x)
    a = L.Conv2D(4, 1, activation="relu")(x)
    b = L.Conv2D(4, (1, 5), padding="same", activation="tanh")(L.Conv2D(3, 1)(x))
    c = L.LeakyReLU(0.1)(L.Conv2D(4, 1)(L.AveragePooling2D(3, 1, padding="same")(x)))
    d = L.MaxPooling2D(3, 1, padding="same")(x)
    x = L.Concatenate()([a, b, c, d])
    x = L.PReLU(shared_axes=[1, 2], alpha_initializer="ones")(x)
    x = L.GlobalAveragePooling2D()(L.Conv2D(6, 3, dilation_rate=2)(x))
    x = L.LayerNormalization()(x)
    return keras.Model(inputs, L.Dense(1, activation="sigmoid")(x), name="inception")


def depthwise():
    x = inputs = L.Input((10, 10, 4))
    x = L.DepthwiseConv2D(3, strides=2, padding="same", depth_multiplier=2, use_bias=False)(x)
    x = L.ReLU(6.0)(L.BatchNormalization()(x))
    x = L.SeparableConv2D(6, 3, padding="same", activation="swish")(x)
    s = L.Dense(6, activation="sigmoid")(L.Dense(3, activation="relu")(L.GlobalAveragePooling2D(keepdims=True)(x)))
    x = L.Multiply()([x, s])
    x = L.UpSampling2D(2, interpolation="bilinear")(x)
    x = L.Conv2D(5, 3, groups=1, activation="gelu")(x)
    x = L.GlobalMaxPooling2D()(x)
    return keras.Model(inputs, L.Dense(3)(x), name="depthwise")


def recurrent():
    x = inputs = L.Input((6,))
    x = L.Embedding(9, 5)(x)
    x = L.Bidirectional(L.LSTM(4, return_sequences=True))(x)
    x = L.GRU(5, return_sequences=True, go_backwards=True)(x)
    x = L.SimpleRNN(4)(x)
    return keras.Model(inputs, L.Dense(3, activation="softmax")(x), name="recurrent")


def masked():
    x = inputs = L.Input((6,))
    x = L.Embedding(9, 5, mask_zero=True)(x)
    x = L.Bidirectional(L.LSTM(4, return_sequences=True, recurrent_activation="hard_sigmoid"), merge_mode="sum")(x)
    x, state = L.GRU(5, return_sequences=True, return_state=True, reset_after=False)(x)
    x = L.GRU(5, activation="elu")(x, initial_state=state)
    return keras.Model(inputs, L.Dense(3, activation="softmax")(x), name="masked")


O = keras.optimizers
OPTIMIZERS = {
    "sgd": lambda: O.SGD(0.05),
    "momentum": lambda: O.SGD(0.05, momentum=0.9),
    "nesterov": lambda: O.SGD(0.05, momentum=0.9, nesterov=True, clipnorm=0.5),
    "rmsprop": lambda: O.RMSprop(0.003),
    "adam": lambda: O.Adam(0.01),
    "amsgrad": lambda: O.Adam(0.01, amsgrad=True),
    "adamw": lambda: O.AdamW(0.01),
    "adamax": lambda: O.Adamax(0.01),
    "nadam": lambda: O.Nadam(0.01),
    "adagrad": lambda: O.Adagrad(0.05),
    "adadelta": lambda: O.Adadelta(1.0),
    "ftrl": lambda: O.Ftrl(0.05),
    "lion": lambda: O.Lion(0.003),
}


def samples(model, seed):
    rng = np.random.RandomState(seed)
    shape = model.input_shape[1:]
    x = rng.uniform(-1, 1, (STEPS, BATCH) + shape).astype("float32")
    units = model.output_shape[-1]
    labels = rng.randint(0, max(units, 2), (STEPS, BATCH))
    if model.name in ("recurrent", "masked"):
        lengths = rng.randint(1, 7, (STEPS, BATCH, 1))
        words = np.where(np.arange(6) < lengths, rng.randint(1, 9, x.shape), 0).astype("float32")
        return words, np.eye(units, dtype="float32")[labels], "categorical_crossentropy"
    if model.name == "residual":
        return x, np.eye(units, dtype="float32")[labels], "categorical_crossentropy"
    if model.name == "inception":
        return x, labels[..., None].astype("float32"), "binary_crossentropy"
    return x, rng.uniform(-1, 1, (STEPS, BATCH, units)).astype("float32"), "mean_squared_error"


def main():
    with h5py.File(os.path.join(HERE, "training.h5"), "w") as f:
        for seed, build in enumerate([residual, inception, depthwise, recurrent, masked]):
            keras.utils.set_random_seed(seed + 1)
            model = build()
            rng = np.random.RandomState(10 + seed)
            model.set_weights([w + 0.1 * rng.normal(size=w.shape).astype("float32") ** 2 for w in model.get_weights()])
            model.save(os.path.join(HERE, f"training-{model.name}.h5"), include_optimizer=False)
            start = model.get_weights()
            x, y, loss = samples(model, 100 + seed)
            group = f.create_group(model.name)
            group.attrs["loss"] = loss
            group["x"], group["y"] = x, y
            for name, make in OPTIMIZERS.items():
                model.set_weights(start)
                # In a graph, Nadam of tf-keras takes one factor for each variable instead of one for each step.
                model.compile(make(), loss, run_eagerly=name == "nadam")
                losses = [model.train_on_batch(x[i], y[i]) for i in range(STEPS)]
                group[f"{name}/losses"] = np.array(losses, "float32")
                flat = np.concatenate([w.ravel() for w in model.get_weights()])
                group[f"{name}/weights"] = flat.astype("float32")
                group[f"{name}/judged"] = np.float32(model.test_on_batch(x[0], y[0]))
            print(model.name, model.count_params())


if __name__ == "__main__":
    main()
