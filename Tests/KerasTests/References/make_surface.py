"""Makes surface.h5: what the other tables don't have of layers and their options, each alone, answered by Keras 2 and Keras 3.

    python make_surface.py  # in the same environment as make.py

A case is a model of one layer or a few, as in make_sequences.py; `open` in its name means that the model leaves all extents but the last
open. What TensorFlow can't compute on a processor (channels first) is answered by a twin with channels last.
"""
import json
import os
import sys
import types

import h5py
import numpy as np
import tensorflow

from make import HERE, given, keras, saved_config, tf_keras
from make_sequences import settle, whole

# STFTSpectrogram asks scipy for a window, which the numbers of settle() replace.
scipy = types.ModuleType("scipy")
scipy.signal = types.SimpleNamespace(get_window=lambda name, count, *rest, **options: np.ones(count))
sys.modules.setdefault("scipy", scipy)

TOKENS, SEQUENCE, IMAGE = ((6,), 3), (5, 3), (6, 5, 2)


def one(layer):
    return lambda x: layer(x[0])


def activations(k, generation):
    names = [n for n in sorted(vars(k.activations)) if n[0] != "_" and n not in ("deserialize", "get", "serialize", "threshold", "glu")]
    for name in names:
        yield "activation %s" % name, [(4, 7)], lambda x, n=name: k.layers.Dense(5, activation=n)(k.layers.Activation(n)(x[0] * 4.0))
    slope = {"alpha": 0.2} if generation == 2 else {"negative_slope": 0.2}
    L = k.layers
    objects = {"LeakyReLU": lambda: L.LeakyReLU(**slope), "ReLU": lambda: L.ReLU(max_value=0.5, threshold=0.1), "ELU": lambda: L.ELU(0.5),
               "Softmax": lambda: L.Softmax(axis=1)}
    for name, make in objects.items():
        yield "activation object %s of Dense" % name, [(4, 7)], lambda x, m=make: L.Dense(5, activation=m())(x[0])
        yield "activation object %s of Conv1D" % name, [(4, 7)], lambda x, m=make: L.Conv1D(5, 2, activation=m())(x[0])
    yield "activation function", [(4, 7)], lambda x: L.Dense(5, activation=k.activations.gelu)(L.Activation(k.activations.softsign)(x[0]))
    if generation == 2:
        yield "activation of TensorFlow", [(4, 7)], lambda x: L.Dense(5, activation=tensorflow.nn.swish)(L.Dense(5, activation=tensorflow.nn.relu6)(x[0]))


def training(k, generation):
    """Calls that say training=True: Keras 3 doesn't heed them in a model that answers, Keras 2 does."""
    L = k.layers
    for name, o in {"defaults": {}, "no scale": dict(scale=False), "no center": dict(center=False), "axis": dict(axis=1), "epsilon": dict(epsilon=0.1),
                    "frozen": dict(trainable=False)}.items():
        yield "BatchNormalization in training, " + name, [IMAGE], lambda x, o=o: L.BatchNormalization(**o)(x[0], training=True)
    yield "BatchNormalization of vectors in training", [(4,)], lambda x: L.BatchNormalization()(x[0], training=True)
    yield "LSTM in training", [SEQUENCE], lambda x: L.LSTM(3)(x[0], training=True)
    yield "training=False", [IMAGE], lambda x: L.Dropout(0.5)(L.BatchNormalization()(x[0], training=False), training=False)


def recurrent(k, generation):
    L = k.layers
    for name, make in (("SimpleRNN", L.SimpleRNN), ("GRU", L.GRU), ("LSTM", L.LSTM)):
        yield "open %s" % name, [SEQUENCE], one(make(4, return_sequences=True, return_state=True))
        yield "%s, stack with masks and states" % name, [TOKENS], lambda x, m=make: m(2, return_state=True, go_backwards=True)(m(3, return_sequences=True)(L.Embedding(3, 4, mask_zero=True)(x[0])))
        yield "%s, states of another" % name, [SEQUENCE, (4, 2)], lambda x, m=make: m(3, return_sequences=True)(x[0], initial_state=m(3, return_state=True)(x[1])[1:])
    yield "LSTM, softmax gates", [SEQUENCE], one(L.LSTM(3, recurrent_activation="softmax", activation="softsign"))
    yield "GRU, relu gates, backwards with state", [SEQUENCE], one(L.GRU(3, recurrent_activation="relu", go_backwards=True, return_sequences=True, return_state=True))
    yield "RNN of a cell, open, backwards, state", [SEQUENCE], one(L.RNN(L.GRUCell(3), go_backwards=True, return_sequences=True, return_state=True))
    if generation == 2:
        yield "RNN, stack, initial states", [SEQUENCE, (4,), (4,), (2,)], lambda x: L.RNN([L.LSTMCell(4), L.GRUCell(2)], return_state=True)(x[0], initial_state=[[x[1], x[2]], [x[3]]])
    yield "RNN, stack of no bias", [SEQUENCE], one(L.RNN([L.LSTMCell(4, use_bias=False), L.GRUCell(2, reset_after=False), L.SimpleRNNCell(3, activation="relu")], return_sequences=True))
    yield "RNN, unrolled", [SEQUENCE], one(L.RNN(L.LSTMCell(3), unroll=True, return_sequences=True))
    yield "Bidirectional, states of another", [SEQUENCE], lambda x: L.Bidirectional(L.GRU(2))(x[0], initial_state=L.Bidirectional(L.GRU(2, return_state=True))(x[0])[1:])
    yield "ConvLSTM2D, initial state", [(3, 5, 4, 2), (5, 4, 2), (5, 4, 2)], lambda x: L.ConvLSTM2D(2, 3, padding="same")(x[0], initial_state=[x[1], x[2]])
    if generation == 2:
        yield "open ConvLSTM2D", [(3, 5, 4, 2)], one(L.ConvLSTM2D(2, 3, padding="same", return_sequences=True))


def masks(k, generation):
    L = k.layers
    token = lambda x: L.Embedding(3, 4, mask_zero=True)(x[0])
    layers = {"AlphaDropout": lambda: L.AlphaDropout(0.5), "GaussianNoise": lambda: L.GaussianNoise(0.5), "GaussianDropout": lambda: L.GaussianDropout(0.5),
              "ActivityRegularization": lambda: L.ActivityRegularization(l2=0.1), "ELU": lambda: L.ELU(), "LeakyReLU": lambda: L.LeakyReLU(),
              "ReLU with options": lambda: L.ReLU(max_value=1.0), "Reshape": lambda: L.Reshape((6, 4)),
              "Permute": lambda: L.Permute((1, 2)), "ZeroPadding1D": lambda: L.ZeroPadding1D(0), "Cropping1D": lambda: L.Cropping1D(0),
              "UpSampling1D": lambda: L.UpSampling1D(1), "AveragePooling1D": lambda: L.AveragePooling1D(1), "Conv1D causal": lambda: L.Conv1D(3, 2, padding="causal"),
              "SeparableConv1D": lambda: L.SeparableConv1D(3, 2, padding="same"), "DepthwiseConv1D": lambda: L.DepthwiseConv1D(2, padding="same"),
              "Conv1DTranspose": lambda: L.Conv1DTranspose(3, 2, padding="same"), "EinsumDense": lambda: L.EinsumDense("abc,cd->abd", (None, 3)),
              "Normalization": lambda: L.Normalization(mean=0.5, variance=2.0), "RNN": lambda: L.RNN(L.GRUCell(3), return_sequences=True),
              "SimpleRNN": lambda: L.SimpleRNN(3, return_sequences=True), "another Masking": lambda: L.Masking(5.0), "Identity": lambda: L.Identity(),
              "TimeDistributed of a model": lambda: L.TimeDistributed(k.Sequential([k.Input((4,)), L.Dense(3)])),
              "Sequential": lambda: k.Sequential([L.Dense(3), L.Activation("tanh")]), "Bidirectional sum": lambda: L.Bidirectional(L.LSTM(3, return_sequences=True), merge_mode="sum"),
              "Lambda": lambda: L.Lambda(lambda x: x * 2)}
    if generation == 2:
        layers["ThresholdedReLU"] = lambda: L.ThresholdedReLU(0.1)
        layers["LocallyConnected1D"] = lambda: L.LocallyConnected1D(3, 1)
    else:
        layers["RMSNormalization"] = lambda: L.RMSNormalization()
        layers["GroupNormalization"] = lambda: L.GroupNormalization(2)
        layers["SpectralNormalization"] = lambda: L.SpectralNormalization(L.Dense(3))
    for name, make in layers.items():
        yield "mask through " + name, [TOKENS], lambda x, m=make: L.GRU(2, return_sequences=True)(m()(token(x)))
    yield "mask through an operator", [TOKENS], lambda x: L.GRU(2, return_sequences=True)(token(x) * 2.0)
    yield "mask through Attention", [TOKENS], lambda x: L.GRU(2, return_sequences=True)((lambda t: L.Attention()([t, t]))(token(x)))
    yield "mask through MultiHeadAttention", [TOKENS], lambda x: L.GRU(2, return_sequences=True)((lambda t: L.MultiHeadAttention(2, 3)(t, t))(token(x)))
    for name in ("Subtract", "Average", "Minimum"):
        if not (name == "Subtract" and generation == 2):
            yield "mask through %s" % name, [TOKENS, TOKENS], lambda x, n=name: L.GRU(2, return_sequences=True)(getattr(L, n)()([token(x), L.Embedding(3, 4, mask_zero=True)(x[1])]))
    yield "mask to Flatten", [TOKENS], lambda x: L.Dense(2)(L.Flatten()(token(x)))
    yield "mask to Dot", [TOKENS], lambda x: (lambda t: L.Dot(2)([t, t]))(token(x))
    yield "masks of the call", [SEQUENCE, ((5,), 2)], lambda x: L.GRU(2, return_sequences=True)(x[0], mask=as_flags(k, generation, x[1]))


def as_flags(k, generation, x):
    return tensorflow.cast(x, "bool") if generation == 2 else k.ops.cast(x, "bool")


def attention(k, generation):
    L = k.layers
    M = L.MultiHeadAttention
    two = [(4, 3), (5, 3)]
    flags = lambda x: as_flags(k, generation, x)
    yield "open MultiHeadAttention", two, lambda x: M(2, 3)(x[0], x[1])
    yield "open MultiHeadAttention, causal", [(4, 3), (4, 3)], lambda x: M(2, 3)(x[0], x[1], use_causal_mask=True)
    yield "open Attention, causal", [(4, 3), (4, 3)], lambda x: L.Attention()([x[0], x[1]], use_causal_mask=True)
    yield "open AdditiveAttention", [(4, 3), (4, 3)], lambda x: L.AdditiveAttention()([x[0], x[1]])
    yield "MultiHeadAttention, attention_mask", two + [((4, 5), 2)], lambda x: M(2, 3)(x[0], x[1], attention_mask=flags(x[2]))
    yield "MultiHeadAttention, attention_mask and causal", two + [((4, 5), 2)], lambda x: M(2, 3)(x[0], x[1], attention_mask=flags(x[2]), use_causal_mask=True)
    images = [(3, 4, 2), (3, 2, 2)]
    yield "MultiHeadAttention, two axes, attention_mask", images + [((3, 4, 3, 2), 2)], lambda x: M(2, 3)(x[0], x[1], attention_mask=flags(x[2]))
    yield ("MultiHeadAttention, rows, attention_mask of pairs", [(3, 4, 2), (3, 5, 2), ((4, 5), 2)],
           lambda x: M(2, 3, attention_axes=2)(x[0], x[1], attention_mask=flags(x[2])))
    yield ("MultiHeadAttention, rows, attention_mask of each", [(3, 4, 2), (3, 5, 2), ((3, 4, 5), 2)],
           lambda x: M(2, 3, attention_axes=2)(x[0], x[1], attention_mask=flags(x[2])))
    yield "MultiHeadAttention, dropout", two, lambda x: M(2, 3, dropout=0.5)(x[0], x[1])
    if generation == 2:
        return
    yield "MultiHeadAttention, query_mask", two + [((4,), 2), ((5,), 2)], lambda x: M(2, 3)(x[0], x[1], query_mask=flags(x[2]), value_mask=flags(x[3]))
    yield "MultiHeadAttention, gate", two, lambda x: M(2, 3, use_gate=True)(x[0], x[1])
    yield "MultiHeadAttention, window", [(6, 3), (6, 3)], lambda x: M(2, 3, sliding_window=2)(x[0], x[1])
    yield "MultiHeadAttention, window and causal", [(6, 3), (6, 3)], lambda x: M(2, 3, sliding_window=3)(x[0], x[1], use_causal_mask=True)
    yield "MultiHeadAttention, flash", two, lambda x: M(2, 3, flash_attention=False)(x[0], x[1])
    G = lambda **o: L.GroupQueryAttention(3, 4, 2, **o)
    for option, o in {"defaults": {}, "no bias": dict(use_bias=False), "gate": dict(use_gate=True), "window": dict(sliding_window=2), "dropout": dict(dropout=0.5)}.items():
        yield "GroupedQueryAttention/" + option, two, lambda x, o=o: G(**o)(x[0], x[1])
    yield "GroupedQueryAttention/one head", two, lambda x: L.GroupQueryAttention(3, 4, 1)(x[0], x[1])
    yield "GroupedQueryAttention/key", [(4, 3), (5, 3), (5, 3)], lambda x: G()(x[0], x[1], key=x[2])
    yield "open GroupedQueryAttention/causal", [(4, 3), (4, 3)], lambda x: G()(x[0], x[1], use_causal_mask=True)
    yield "GroupedQueryAttention/scores", two, lambda x: G()(x[0], x[1], return_attention_scores=True)
    yield "GroupedQueryAttention/attention_mask", two + [((4, 5), 2)], lambda x: G()(x[0], x[1], attention_mask=flags(x[2]))
    words = lambda x, i: L.Embedding(3, 4, mask_zero=True)(x[i])
    yield ("GroupedQueryAttention/masked", [((4,), 3), ((5,), 3)], lambda x: L.GRU(2, return_sequences=True)(G()(words(x, 0), words(x, 1))))


def newer(k, generation):
    """Layers of Keras 3 alone, and those that do nothing when a model answers."""
    L = k.layers
    images = [(6, 5, 3)]
    # Keras 3.15 can't save RandomSaturation, RandomColorDegeneration, RandomPosterization, RandomSharpness, Solarization
    # and Equalization as HDF5.
    idle = {"RandomHeight": dict(factor=0.5), "RandomWidth": dict(factor=0.5)} if generation == 2 else {
        "RandomShear": dict(x_factor=0.5), "RandomPerspective": {}, "RandomErasing": {}, "RandomHue": dict(factor=0.5),
        "RandomColorJitter": {}, "RandomGrayscale": {}, "RandomInvert": {}, "RandomGaussianBlur": {}, "RandomElasticTransform": {}, "RandAugment": {}, "AugMix": {}, "CutMix": {}, "MixUp": {}}
    for name, o in idle.items():
        yield name + "/defaults", images, one(getattr(L, name)(**o))
    yield "open UpSampling2D/bicubic", images, one(L.UpSampling2D((2, 3), interpolation="bicubic"))
    yield "open UpSampling2D/bilinear", images, one(L.UpSampling2D((2, 3), interpolation="bilinear"))
    yield "UpSampling2D/lanczos3", images, one(L.UpSampling2D(2, interpolation="lanczos3"))
    yield "open Resizing", images, one(L.Resizing(4, 8))
    yield "open Conv2D", images, one(L.Conv2D(2, 3, padding="same", strides=2))
    for mode in ("int", "one_hot", "multi_hot", "count"):
        shape = ((4,), 8) if mode != "one_hot" or generation == 3 else ((1,), 8)
        yield "IntegerLookup/" + mode, [shape], one(L.IntegerLookup(vocabulary=[1, 3, 4, 6], output_mode=mode))
        yield "Hashing/" + mode, [((4,) if shape[0] == (4,) else (1,), 1 << 20)], one(L.Hashing(5, output_mode=mode))
    yield "IntegerLookup/mask", [((4,), 8)], one(L.IntegerLookup(vocabulary=[1, 3, 4, 6], mask_token=0))
    yield "IntegerLookup/special tokens", [((4,), 8)], one(L.IntegerLookup(vocabulary=[0, -1, 3, 4, 6], mask_token=0))
    yield "IntegerLookup/several unknown", [((4,), 8)], one(L.IntegerLookup(vocabulary=[1, 3, 4, 6], num_oov_indices=3))
    yield "IntegerLookup/padded", [((4,), 8)], one(L.IntegerLookup(max_tokens=9, vocabulary=[1, 3, 4], output_mode="multi_hot", pad_to_max_tokens=True))
    yield "IntegerLookup/invert", [((4,), 7)], one(L.IntegerLookup(vocabulary=[1, 3, 4, 6], invert=True))
    yield "Hashing/mask", [((6,), 4)], one(L.Hashing(3, mask_value=2))
    yield "Hashing/salt", [((6,), 1 << 20)], one(L.Hashing(7, salt=[133, 137]))
    yield "Hashing/salt of one", [((6,), 1 << 10)], one(L.Hashing(7, salt=21))
    yield "Discretization/open", [(3, 4)], one(L.Discretization(bin_boundaries=[0.0]))
    if generation == 2:
        return
    for rank, shape in ((1, (7, 2)), (2, (7, 5, 2)), (3, (4, 5, 7, 2))):
        for kind in ("Average", "Max"):
            make = getattr(L, "Adaptive%sPooling%dD" % (kind, rank))
            size = [3, 2, 3][:rank]
            yield "Adaptive%sPooling%dD/size" % (kind, rank), [shape], one(make(size if rank > 1 else 3))
            if kind == "Average":  # TensorFlow divides by zero, and ends, where the greatest of all is asked for.
                yield "Adaptive%sPooling%dD/one" % (kind, rank), [shape], one(make(1))
            if rank == 2 and kind == "Average":
                yield "Adaptive%sPooling2D/channels_first" % kind, [(2, 7, 5)], one(make((3, 2), data_format="channels_first"))
    yield "AutoContrast/defaults", [((6, 5, 3), 255)], one(L.AutoContrast())
    yield "AutoContrast/range", [(6, 5, 3)], one(L.AutoContrast(value_range=(-1, 1)))
    E = L.ReversibleEmbedding
    yield "ReversibleEmbedding/defaults", [TOKENS], one(E(3, 4))
    for option, o in {"tied": {}, "own table": dict(tie_weights=False), "cap": dict(logit_soft_cap=0.5)}.items():
        yield "ReversibleEmbedding/there and back, " + option, [TOKENS], lambda x, o=o: (lambda e: e(e(x[0]), reverse=True))(E(3, 4, **o))
    yield "ReversibleEmbedding/mask", [TOKENS], lambda x: L.GRU(2, return_sequences=True)(E(3, 4, mask_zero=True)(x[0]))
    for mode in ("log", "magnitude", "psd", "real", "imag", "angle", "stft"):
        yield "STFTSpectrogram/" + mode, [(40, 2)], one(L.STFTSpectrogram(mode=mode, frame_length=8))
    for option, o in {"step": dict(frame_step=3), "length": dict(fft_length=16), "same": dict(padding="same"), "expanded": dict(expand_dims=True)}.items():
        yield "STFTSpectrogram/" + option, [(40, 2)], one(L.STFTSpectrogram(mode="magnitude", frame_length=8, **o))
    base = dict(fft_length=32, sequence_stride=16, num_mel_bins=6, sampling_rate=800)
    for option, o in {"defaults": {}, "power": dict(power_to_db=False), "exponent": dict(mag_exp=1.0, power_to_db=False), "hamming": dict(window="hamming"), "no window": dict(window=None),
                      "shorter frames": dict(sequence_length=24), "frequencies": dict(min_freq=50.0, max_freq=300.0), "range": dict(top_db=10.0), "reference": dict(ref_power=2.0)}.items():
        yield "MelSpectrogram/" + option, [(70,)], one(L.MelSpectrogram(**dict(base, **o)))
    yield "Pipeline/layers", images, one(L.Pipeline([L.Rescaling(0.5), L.RandomFlip(), L.CenterCrop(4, 4)]))


def functional_layers(k, generation):
    L = k.layers
    yield "layer called with several shapes", [(4, 3), (5, 3)], lambda x: (lambda d: [d(x[0]), d(x[1])])(L.Dense(2))


KINDS = [activations, training, recurrent, masks, attention, newer, functional_layers]


def firsts(k, generation):
    """Layers with channels first: (name, shape with channels first, maker)."""
    L = k.layers
    volume, line = (2, 5, 4, 6), (2, 9)
    yield "ConvLSTM2D", (3, 2, 5, 4), lambda **o: L.ConvLSTM2D(2, 3, padding="same", return_sequences=True, **o)
    yield "ConvLSTM2D, last and state", (3, 2, 5, 4), lambda **o: L.ConvLSTM2D(2, 2, strides=2, return_state=True, **o)
    yield "ConvLSTM1D", (3, 2, 6), lambda **o: L.ConvLSTM1D(2, 3, **o)
    yield "ConvLSTM3D", (2, 2, 3, 4, 3), lambda **o: L.ConvLSTM3D(2, 2, return_sequences=True, **o)
    yield "Conv3D", volume, lambda **o: L.Conv3D(3, 2, strides=(1, 2, 1), padding="same", **o)
    yield "Conv3DTranspose", (2, 2, 3, 2), lambda **o: L.Conv3DTranspose(3, 3, strides=2, padding="same", **o)
    yield "MaxPooling3D", volume, lambda **o: L.MaxPooling3D(2, strides=(2, 1, 2), padding="same", **o)
    yield "AveragePooling3D", volume, lambda **o: L.AveragePooling3D((2, 1, 3), padding="same", **o)
    yield "Conv1D", line, lambda **o: L.Conv1D(3, 3, strides=2, padding="same", **o)
    yield "Conv1DTranspose", line, lambda **o: L.Conv1DTranspose(3, 3, strides=2, **o)
    yield "SeparableConv1D", line, lambda **o: L.SeparableConv1D(3, 3, **o)
    yield "DepthwiseConv1D", line, lambda **o: L.DepthwiseConv1D(3, depth_multiplier=2, **o)
    yield "GlobalMaxPooling3D", volume, lambda **o: L.GlobalMaxPooling3D(**o)
    yield "UpSampling2D, bilinear", (2, 4, 3), lambda **o: L.UpSampling2D(2, interpolation="bilinear", **o)


def moved(x, leading, toLast):
    return np.moveaxis(x, leading, -1) if toLast else np.moveaxis(x, -1, leading)


def main():
    columns = dict(names=[], versions=[], configs=[], inputs=[], ranges=[], outputs=[])
    values, failed = [], []

    def row(name, generation, model, x, ranges, y):
        config, version = saved_config(model)
        y = [np.asarray(v) for v in tensorflow.nest.flatten(y)]
        for key, text in dict(names="Keras %d: %s" % (generation, name), versions=version, configs=config, inputs=json.dumps([v.shape for v in x]),
                              ranges=json.dumps(ranges), outputs=json.dumps([v.shape for v in y])).items():
            columns[key].append(text)
        values.extend(v.astype("float32").ravel() for v in y)

    def attempt(name, generation, body):
        try:
            body()
        except Exception as error:
            print("Keras %d: %s: %s" % (generation, name, str(error).replace("\n", " ")[:400]), flush=True)
            failed.append(name)

    for k, generation in ((tf_keras, 2), (keras, 3)):
        for kind in KINDS:
            for name, shapes, make in kind(k, generation):
                def body():
                    k.backend.clear_session()
                    plain = [s[0] if isinstance(s[0], tuple) else s for s in shapes]
                    ranges = [s[1] if isinstance(s[0], tuple) else 0 for s in shapes]
                    openings = [tuple(None for _ in s[:-1]) + s[-1:] if name.startswith("open ") else s for s in plain]
                    whole_numbers = "Lookup" in name or "Hashing" in name
                    inputs = [k.Input(s, name="in%d" % i, **(dict(dtype="int64") if whole_numbers else {})) for i, s in enumerate(openings)]
                    y = make(inputs)
                    model = k.Model(inputs, list(y) if isinstance(y, tuple) else y)
                    settle(model)
                    x = [whole((2,) + s, 1 + i, r) for i, (s, r) in enumerate(zip(plain, ranges))]
                    given_x = [v.astype("int64") if whole_numbers else v for v in x]
                    row(name, generation, model, x, ranges, model(given_x if len(x) > 1 else given_x[0], training=False))
                attempt(name, generation, body)
        for name, shape, make in firsts(k, generation):
            def body():
                k.backend.clear_session()
                leading = 2 if "ConvLSTM" in name else 1
                inputs = k.Input(shape)
                model = k.Model(inputs, make(data_format="channels_first")(inputs))
                settle(model)
                x = given((2,) + shape, 1)
                last = k.Input(moved(x, leading, True).shape[1:])
                twin = k.Model(last, make()(last))
                twin.set_weights(model.get_weights())
                y = [np.asarray(v) for v in tensorflow.nest.flatten(twin(moved(x, leading, True), training=False))]
                y = [moved(v, v.ndim - x.ndim + leading, False) if v.ndim > 2 else v for v in y]
                row("channels_first " + name, generation, model, [x], [0], y)
            attempt(name, generation, body)
    with h5py.File(os.path.join(HERE, "surface.h5"), "w") as file:
        for key, texts in columns.items():
            data = np.array([t.encode() for t in texts])
            file.create_dataset(key, data=data, compression="gzip", compression_opts=9, chunks=data.shape)
        data = np.concatenate(values)
        file.create_dataset("values", data=data, compression="gzip", compression_opts=9, chunks=data.shape)
    print(len(columns["names"]), "cases,", os.path.getsize(os.path.join(HERE, "surface.h5")), "bytes;", len(failed), "failed")


if __name__ == "__main__":
    main()
