"""Makes sequences.h5: layers of sequences, attention, and what carries masks, each option alone, answered by Keras 2 and Keras 3.

    python make_sequences.py  # in the same environment as make.py, whose numbers it takes

A case is a model of one layer or a few. Its inputs are the generator's numbers, or, where `ranges` says n, whole numbers from 0 to n - 1.
"""
import json
import os

import h5py
import numpy as np
import tensorflow

from make import HERE, given, keras, saved_config, tf_keras

SEQUENCE, TOKENS = (5, 3), (6,)


def whole(shape, seed, range):
    x = given(shape, seed)
    return np.floor((x + 1) / 2 * range).astype("float32") if range else x


def ordered_weights(model):
    """In the order of the files: of each layer what can be trained before what can't."""
    return [w for layer in model.layers for w in list(layer.trainable_weights) + list(layer.non_trainable_weights)]


def settle(model):
    for index, weight in enumerate(ordered_weights(model)):
        value = given(tuple(weight.shape), 1000 + index)
        weight.assign(np.abs(value) + np.float32(0.5) if "variance" in (getattr(weight, "path", None) or weight.name) else value)


def recurrent(k, generation):
    L = k.layers
    one = lambda layer: lambda x: layer(x[0])
    for name, make in (("SimpleRNN", L.SimpleRNN), ("GRU", L.GRU), ("LSTM", L.LSTM)):
        options = {
            "defaults": {}, "sequences": dict(return_sequences=True), "state": dict(return_state=True),
            "sequences and state": dict(return_sequences=True, return_state=True), "backwards": dict(go_backwards=True),
            "backwards, sequences": dict(go_backwards=True, return_sequences=True), "no bias": dict(use_bias=False),
            "activation": dict(activation="relu"), "softmax": dict(activation="softmax"), "unrolled": dict(unroll=True),
            "dropout": dict(dropout=0.5, recurrent_dropout=0.5)}
        if name != "SimpleRNN":
            options["gates"] = dict(recurrent_activation="hard_sigmoid")
            options["implementation 1"] = dict(implementation=1) if generation == 2 else {}
        if name == "GRU":
            options["reset before"] = dict(reset_after=False)
            options["reset before, sequences"] = dict(reset_after=False, return_sequences=True)
            options["reset before, no bias"] = dict(reset_after=False, use_bias=False)
        if name == "LSTM":
            options["no forget bias"] = dict(unit_forget_bias=False)
        if generation == 2:
            options["time major"] = dict(time_major=True, return_sequences=True)
        for option, o in options.items():
            shapes = [(5, 3)] if option != "time major" else [(2, 3)]
            yield "%s/%s" % (name, option), shapes, one(make(4, **o))
        for option, o in {"last": {}, "sequences": dict(return_sequences=True), "backwards": dict(go_backwards=True, return_sequences=True),
                          "zeros": dict(return_sequences=True, zero_output_for_mask=True), "state": dict(return_state=True)}.items():
            if name == "GRU" and option == "last":
                o = dict(o, reset_after=False)
            yield ("%s/masked, %s" % (name, option), [((5, 2), 2)],
                   lambda x, m=make, o=o: m(3, **o)(L.Masking(0.0)(x[0])))
    yield "LSTM/initial state", [(5, 3), (4,), (4,)], lambda x: L.LSTM(4)(x[0], initial_state=[x[1], x[2]])
    yield "GRU/initial state", [(5, 3), (4,)], lambda x: L.GRU(4, return_sequences=True)(x[0], initial_state=x[1])
    C = dict(simple=L.SimpleRNNCell, gru=L.GRUCell, lstm=L.LSTMCell)
    for name, cell in C.items():
        yield "RNN/" + name, [SEQUENCE], lambda x, c=cell: L.RNN(c(4), return_sequences=True)(x[0])
    yield "RNN/stack", [SEQUENCE], lambda x: L.RNN([L.LSTMCell(4), L.GRUCell(3), L.SimpleRNNCell(2)], return_sequences=True)(x[0])
    yield "RNN/stack, state", [SEQUENCE], lambda x: L.RNN(L.StackedRNNCells([L.LSTMCell(4), L.GRUCell(3)]), return_state=True)(x[0])
    yield "RNN/stack, backwards", [SEQUENCE], lambda x: L.RNN([L.GRUCell(4), L.LSTMCell(3)], go_backwards=True, return_sequences=True)(x[0])
    yield ("RNN/stack, masked", [((5, 2), 2)],
           lambda x: L.RNN([L.GRUCell(4), L.LSTMCell(3)], go_backwards=True, return_sequences=True)(L.Masking()(x[0])))
    for mode in ("concat", "sum", "mul", "ave"):
        yield "Bidirectional/" + mode, [SEQUENCE], lambda x, m=mode: L.Bidirectional(L.LSTM(3), merge_mode=m)(x[0])
        yield ("Bidirectional/%s, sequences" % mode, [SEQUENCE],
               lambda x, m=mode: L.Bidirectional(L.GRU(3, return_sequences=True), merge_mode=m)(x[0]))
    yield "Bidirectional/both", [SEQUENCE], lambda x: L.Bidirectional(L.SimpleRNN(3, return_sequences=True), merge_mode=None)(x[0])
    yield "Bidirectional/state", [SEQUENCE], lambda x: L.Bidirectional(L.LSTM(3, return_state=True, return_sequences=True))(x[0])
    if generation == 2:
        yield "Bidirectional/backwards", [SEQUENCE], lambda x: L.Bidirectional(L.LSTM(3, go_backwards=True, return_sequences=True))(x[0])
    yield ("Bidirectional/own backward layer", [SEQUENCE],
           lambda x: L.Bidirectional(L.LSTM(3, return_sequences=True), backward_layer=L.GRU(2, go_backwards=True, return_sequences=True))(x[0]))
    yield "Bidirectional/cells", [SEQUENCE], lambda x: L.Bidirectional(L.RNN([L.LSTMCell(3), L.LSTMCell(2)], return_sequences=True))(x[0])
    yield "Bidirectional/masked", [((5, 2), 2)], lambda x: L.Bidirectional(L.LSTM(3))(L.Masking()(x[0]))
    yield "Bidirectional/masked, sequences", [((5, 2), 2)], lambda x: L.Bidirectional(L.LSTM(3, return_sequences=True))(L.Masking()(x[0]))
    yield ("Bidirectional/initial state", [(5, 3), (2,), (2,)],
           lambda x: L.Bidirectional(L.GRU(2, return_sequences=True))(x[0], initial_state=[x[1], x[2]]))


def images(k, generation):
    L = k.layers
    one = lambda layer: lambda x: layer(x[0])
    for rank, shape in ((1, (3, 6, 2)), (2, (3, 5, 4, 2)), (3, (2, 3, 4, 3, 2))):
        make = getattr(L, "ConvLSTM%dD" % rank)
        options = {"defaults": {}, "sequences": dict(return_sequences=True)}
        if rank < 3:
            options.update({
                "same": dict(padding="same"), "strides": dict(strides=2), "dilation": dict(dilation_rate=2, kernel_size=2),
                "no bias": dict(use_bias=False), "state": dict(return_state=True), "backwards": dict(go_backwards=True),
                "activations": dict(activation="relu", recurrent_activation="sigmoid"), "even kernel": dict(kernel_size=2)})
        for option, o in options.items():
            yield "ConvLSTM%dD/%s" % (rank, option), [shape], one(make(**dict(dict(filters=2, kernel_size=3 if rank < 3 else 2), **o)))
    yield ("Bidirectional/of ConvLSTM2D", [(3, 5, 4, 2)],
           lambda x: L.Bidirectional(L.ConvLSTM2D(2, 3, padding="same", return_sequences=True))(x[0]))
    if generation == 2:
        for option, o in {"defaults": {}, "strides": dict(strides=(2, 1)), "no bias": dict(use_bias=False), "activation": dict(activation="tanh"),
                          "dense": dict(implementation=2), "dense, same": dict(implementation=2, padding="same"),
                          "sparse": dict(implementation=3), "sparse, same": dict(implementation=3, padding="same", strides=2),
                          "channels_first": dict(data_format="channels_first"),
                          "dense, channels_first": dict(data_format="channels_first", implementation=2),
                          "sparse, channels_first": dict(data_format="channels_first", implementation=3)}.items():
            yield "LocallyConnected2D/" + option, [(4, 5, 3)], one(L.LocallyConnected2D(2, (2, 3), **o))
            if "first" not in option or "sparse" not in option:
                o = dict(o, strides=2) if "strides" in o else o
                yield "LocallyConnected1D/" + option, [(6, 3)], one(L.LocallyConnected1D(2, 3, **o))


def masks(k, generation):
    L = k.layers
    yield "Embedding/defaults", [(TOKENS, 5)], lambda x: L.Embedding(5, 3)(x[0])
    yield "Embedding/two axes", [((3, 4), 5)], lambda x: L.Embedding(5, 2)(x[0])
    if generation == 2:
        yield "Embedding/input length", [(TOKENS, 5)], lambda x: L.Embedding(5, 3, input_length=6)(x[0])
    yield "Masking/defaults", [((5, 2), 2)], lambda x: L.Masking()(x[0])
    yield "Masking/value", [((5, 2), 2)], lambda x: L.Masking(1.0)(x[0])
    token = lambda x: L.Embedding(3, 4, mask_zero=True)(x[0])
    layers = {"Dense": lambda: L.Dense(3), "Dropout": lambda: L.Dropout(0.5), "Activation": lambda: L.Activation("tanh"),
              "ReLU": lambda: L.ReLU(), "BatchNormalization": lambda: L.BatchNormalization(), "LayerNormalization": lambda: L.LayerNormalization(),
              "SpatialDropout1D": lambda: L.SpatialDropout1D(0.5), "Conv1D": lambda: L.Conv1D(3, 2, padding="same"),
              "Rescaling": lambda: L.Rescaling(0.5), "TimeDistributed": lambda: L.TimeDistributed(L.Dense(3)), "PReLU": lambda: L.PReLU(),
              "LSTM": lambda: L.LSTM(3, return_sequences=True), "UnitNormalization": lambda: L.UnitNormalization(),
              "MaxPooling1D": lambda: L.MaxPooling1D(2), "Bidirectional": lambda: L.Bidirectional(L.GRU(2, return_sequences=True))}
    for name, make in layers.items():
        yield "mask through " + name, [(TOKENS, 3)], lambda x, m=make: L.GRU(2, return_sequences=True)(m()(token(x)))
    yield "GlobalAveragePooling1D/masked", [(TOKENS, 3)], lambda x: L.GlobalAveragePooling1D()(token(x))
    yield "GlobalMaxPooling1D/masked", [(TOKENS, 3)], lambda x: L.GlobalMaxPooling1D()(token(x))
    two = [(TOKENS, 3), (TOKENS, 2)]
    both = lambda x: (token(x), L.Embedding(2, 4, mask_zero=True)(x[1]))
    half = lambda x: (token(x), L.Embedding(2, 4)(x[1]))
    for name in ("Add", "Multiply", "Maximum", "Concatenate"):
        yield "mask through %s of two" % name, two, lambda x, n=name: L.LSTM(2, return_sequences=True)(getattr(L, n)()(list(both(x))))
        if not (name == "Concatenate" and generation == 2):
            yield "mask through %s of one" % name, two, lambda x, n=name: L.LSTM(2, return_sequences=True)(getattr(L, n)()(list(half(x))))
    yield "mask through Concatenate of steps", two, lambda x: L.LSTM(2, return_sequences=True)(L.Concatenate(axis=1)(list(both(x))))
    yield "TimeDistributed/Conv2D", [(3, 5, 4, 2)], lambda x: L.TimeDistributed(L.Conv2D(2, 3))(x[0])
    yield "TimeDistributed/Flatten", [(3, 5, 2)], lambda x: L.TimeDistributed(L.Flatten())(x[0])
    yield "TimeDistributed/BatchNormalization", [(3, 5)], lambda x: L.TimeDistributed(L.BatchNormalization())(x[0])
    yield "TimeDistributed/LSTM", [(3, 4, 2)], lambda x: L.TimeDistributed(L.LSTM(3))(x[0])
    inner = lambda: k.Sequential([k.Input((4, 4, 2)), L.Conv2D(3, 2), L.BatchNormalization(), L.Flatten(), L.Dense(2)], name="inner")
    yield "TimeDistributed/model", [(3, 4, 4, 2)], lambda x: L.TimeDistributed(inner())(x[0])
    if generation == 2:
        yield ("TimeDistributed/masks of sentences", [((3, 4), 3)],
               lambda x: L.LSTM(2, return_sequences=True)(L.TimeDistributed(L.LSTM(3))(L.TimeDistributed(L.Embedding(3, 2, mask_zero=True))(x[0]))))


def attention(k, generation):
    L = k.layers
    two, three = [(4, 3), (5, 3)], [(4, 3), (5, 2), (5, 3)]
    for name, make in (("Attention", L.Attention), ("AdditiveAttention", L.AdditiveAttention)):
        yield name + "/defaults", two, lambda x, m=make: m()(x)
        yield name + "/key", three if name == "Attention" else [(4, 3), (5, 3), (5, 3)], lambda x, m=make: m()(x)
        yield name + "/scale", two, lambda x, m=make, n=name: m(use_scale=n == "Attention")(x)
        token = lambda x, i: L.Embedding(3, 4, mask_zero=True)(x[i])
        yield (name + "/masked", [((4,), 3), ((5,), 3)],
               lambda x, m=make: L.LSTM(2, return_sequences=True)(m()([token(x, 0), token(x, 1)])))
    yield "Attention/sums", two, lambda x: L.Attention(score_mode="concat")(x)
    yield "Attention/sums, scale", two, lambda x: L.Attention(score_mode="concat", use_scale=True)(x)
    M = L.MultiHeadAttention
    for option, o in {"defaults": {}, "value size": dict(value_dim=5), "no bias": dict(use_bias=False), "output shape": dict(output_shape=4)}.items():
        yield "MultiHeadAttention/" + option, two, lambda x, o=o: M(2, 3, **o)(x[0], x[1])
    yield "MultiHeadAttention/key", three, lambda x: M(2, 3)(x[0], x[1], key=x[2])
    yield "MultiHeadAttention/causal", two, lambda x: M(2, 3)(x[0], x[1], use_causal_mask=True)
    yield "MultiHeadAttention/scores", two, lambda x: M(2, 3)(x[0], x[1], return_attention_scores=True)
    yield "MultiHeadAttention/of images", [(3, 4, 2), (3, 4, 2)], lambda x: M(2, 3)(x[0], x[1])
    yield "MultiHeadAttention/of rows", [(3, 4, 2), (3, 5, 2)], lambda x: M(2, 3, attention_axes=2)(x[0], x[1])
    yield "MultiHeadAttention/itself", [(4, 3)], lambda x: M(2, 3)(x[0], x[0])
    words = lambda x, i: L.Embedding(3, 4, mask_zero=True)(x[i])
    yield ("MultiHeadAttention/masked", [((4,), 3), ((5,), 3)], lambda x: L.LSTM(2, return_sequences=True)(M(2, 3)(words(x, 0), words(x, 1))))
    yield "Attention/scores", two, lambda x: L.Attention()(x, return_attention_scores=True)
    yield "Attention/causal in the call", two, lambda x: L.Attention()(x, use_causal_mask=True)
    for option, axes in {"defaults": 1, "last": -1, "pair": (2, 1)}.items():
        shapes = {"defaults": [(4, 3), (4, 2)], "last": [(4, 3), (2, 3)], "pair": [(4, 3), (3, 2)]}[option]
        yield "Dot/" + option, shapes, lambda x, a=axes: L.Dot(a)(x)
    yield "Dot/normalize", [(4,), (4,)], lambda x: L.Dot(1, normalize=True)(x)
    yield "Dot/images", [(3, 4, 2), (5, 2)], lambda x: L.Dot((3, 2))(x)
    for equation, shape, bias, given in (("abc,cd->abd", (None, 4), None, (5, 3)), ("abc,cd->abd", (None, 4), "d", (5, 3)), ("abc,cde->abde", (None, 2, 4), "de", (5, 3)),
                                         ("ab...,bc->ac...", 4, "c", (5, 2)), ("...x,xy->...y", 4, "y", (5, 3)), ("abc,bd->adc", (4, None), "d", (5, 3))):
        yield ("EinsumDense/%s, bias %s" % (equation, bias), [given],
               lambda x, e=equation, s=shape, b=bias: L.EinsumDense(e, output_shape=s, bias_axes=b)(x[0]))
    yield "EinsumDense/activation", [(5, 3)], lambda x: L.EinsumDense("abc,cd->abd", output_shape=(None, 4), activation="relu")(x[0])


def normalizations(k, generation):
    L = k.layers
    one = lambda layer: lambda x: layer(x[0])
    for option, o in {"defaults": {}, "axis": dict(axis=1), "axes": dict(axis=[1, 2]), "axes, last": dict(axis=[2, 3]), "epsilon": dict(epsilon=0.1),
                      "no scale": dict(scale=False), "no center": dict(center=False), "small epsilon": dict(epsilon=1e-6)}.items():
        yield "LayerNormalization/" + option, [(4, 5, 3)], one(L.LayerNormalization(**o))
    yield "LayerNormalization/of vectors", [(5,)], one(L.LayerNormalization())
    for option, o in {"two": dict(groups=2), "one": dict(groups=1), "each": dict(groups=-1), "axis": dict(groups=2, axis=1), "no scale": dict(groups=2, scale=False),
                      "no center": dict(groups=2, center=False), "epsilon": dict(groups=2, epsilon=0.1)}.items():
        yield "GroupNormalization/" + option, [(4, 5, 6)], one(L.GroupNormalization(**o))
    yield "UnitNormalization/defaults", [(4, 5)], one(L.UnitNormalization())
    yield "UnitNormalization/axes", [(4, 5, 3)], one(L.UnitNormalization(axis=[1, 2]))
    yield "Identity/defaults", [(4,)], one(L.Identity())
    yield "Softmax/axes", [(4, 5, 3)], one(L.Softmax(axis=[1, 2]))
    if generation == 3:  # tf_keras 2.21 can't build the first of these.
        yield "SpectralNormalization/Conv2D", [(4, 5, 3)], one(L.SpectralNormalization(L.Conv2D(2, 3)))
        yield "SpectralNormalization/Dense", [(5,)], one(L.SpectralNormalization(L.Dense(3), power_iterations=2))
        yield "RMSNormalization/defaults", [(4, 5)], one(L.RMSNormalization())
        yield "RMSNormalization/epsilon", [(4, 5)], one(L.RMSNormalization(epsilon=0.1))
        yield "LayerNormalization/rms scaling", [(4, 5)], one(L.LayerNormalization(rms_scaling=True))


def volumes(k, generation):
    """On a processor TensorFlow has no channels first here: those answers are computed with channels last."""
    L = k.layers
    one = lambda layer: lambda x: layer(x[0])
    volume = [(5, 4, 6, 2)]
    for option, o in {"defaults": {}, "strides": dict(strides=(1, 2, 2)), "same": dict(padding="same"), "same, strides": dict(padding="same", strides=2),
                      "dilation": dict(dilation_rate=2, padding="same"), "no bias": dict(use_bias=False), "activation": dict(activation="relu"),
                      "extents": dict(kernel_size=(1, 2, 3))}.items():
        yield "Conv3D/" + option, volume, one(L.Conv3D(**dict(dict(filters=2, kernel_size=2), **o)))
    yield "Conv3D/groups", [(4, 4, 4, 4)], one(L.Conv3D(6, 2, groups=2))
    for option, o in {"defaults": {}, "strides": dict(strides=2), "same": dict(padding="same"), "same, strides": dict(padding="same", strides=2),
                      "no bias": dict(use_bias=False), "activation": dict(activation="relu"), "strides above the kernel": dict(strides=4)}.items():
        yield "Conv3DTranspose/" + option, [(2, 3, 2, 2)], one(L.Conv3DTranspose(2, 3, **o))
        yield "Conv1DTranspose/" + option, [(5, 3)], one(L.Conv1DTranspose(2, 3, **o))
    yield "Conv3DTranspose/output padding", [(2, 3, 2, 2)], one(L.Conv3DTranspose(2, 3, strides=2, output_padding=1))
    yield "Conv1DTranspose/dilation", [(5, 3)], one(L.Conv1DTranspose(2, 3, dilation_rate=2))
    if generation == 2:
        yield "Conv1DTranspose/output padding", [(5, 3)], one(L.Conv1DTranspose(2, 3, strides=2, output_padding=1))
    for name in ("MaxPooling3D", "AveragePooling3D"):
        for option, o in {"defaults": dict(pool_size=2), "pool": dict(pool_size=(1, 2, 3)), "strides": dict(pool_size=3, strides=1), "same": dict(pool_size=3, strides=2, padding="same")}.items():
            yield name + "/" + option, volume, one(getattr(L, name)(**o))
    for name in ("GlobalMaxPooling3D", "GlobalAveragePooling3D"):
        for option, o in {"defaults": {}, "keepdims": dict(keepdims=True), "channels_first": dict(data_format="channels_first")}.items():
            yield name + "/" + option, volume, one(getattr(L, name)(**o))
    for option, p in {"one number": 1, "three": (1, 0, 2), "pairs": ((1, 0), (0, 2), (1, 1))}.items():
        yield "ZeroPadding3D/" + option, volume, one(L.ZeroPadding3D(p))
        yield "Cropping3D/" + option, [(5, 4, 6, 2)], one(L.Cropping3D(p))
    yield "ZeroPadding3D/channels_first", volume, one(L.ZeroPadding3D((1, 0, 2), data_format="channels_first"))
    yield "Cropping3D/channels_first", [(2, 3, 4, 5)], one(L.Cropping3D(((1, 0), (0, 2), (1, 1)), data_format="channels_first"))
    yield "UpSampling3D/defaults", [(2, 3, 2, 2)], one(L.UpSampling3D())
    yield "UpSampling3D/extents", [(2, 3, 2, 2)], one(L.UpSampling3D((3, 1, 2)))
    yield "UpSampling3D/channels_first", [(2, 3, 2, 2)], one(L.UpSampling3D((1, 2, 1), data_format="channels_first"))


def pictures(k, generation):
    """On a processor TensorFlow has no channels first here."""
    L = k.layers
    one = lambda layer: lambda x: layer(x[0])
    picture = [(6, 5, 2)]
    methods = ["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"] + (["area", "gaussian", "mitchellcubic"] if generation == 2 else [])
    for method in methods:
        yield "Resizing/%s, larger" % method, picture, one(L.Resizing(9, 8, interpolation=method))
        yield "Resizing/%s, smaller" % method, picture, one(L.Resizing(4, 2, interpolation=method))
        if generation == 3 and method != "nearest":
            yield "Resizing/%s, smoothed" % method, picture, one(L.Resizing(4, 2, interpolation=method, antialias=True))
        if method not in ("nearest", "bilinear"):
            yield "UpSampling2D/" + method, picture, one(L.UpSampling2D((2, 3), interpolation=method))
    for mode in ("one_hot", "multi_hot", "count"):
        if not (mode == "one_hot" and generation == 2):
            yield "CategoryEncoding/%s of three" % mode, [((3,), 4)], one(L.CategoryEncoding(4, output_mode=mode))
        yield "CategoryEncoding/%s of one" % mode, [((1,), 4)], one(L.CategoryEncoding(4, output_mode=mode))
        yield "Discretization/" + mode, [(1,)], one(L.Discretization(bin_boundaries=[-0.5, 0.0, 0.25], output_mode=mode))
    yield "Discretization/int", [(3, 4)], one(L.Discretization(bin_boundaries=[-0.5, 0.0, 0.25]))
    yield "Resizing/cropped", picture, one(L.Resizing(4, 8, crop_to_aspect_ratio=True))
    yield "Resizing/cropped, tall", picture, one(L.Resizing(8, 3, crop_to_aspect_ratio=True))
    yield "CenterCrop/smaller", picture, one(L.CenterCrop(3, 4))
    yield "CenterCrop/larger", picture, one(L.CenterCrop(8, 4))
    if generation == 3:
        yield "Resizing/padded", picture, one(L.Resizing(4, 8, pad_to_aspect_ratio=True))
        yield "Resizing/padded with a number", picture, one(L.Resizing(8, 4, pad_to_aspect_ratio=True, fill_value=0.5))
        yield "Resizing/channels_first", [(2, 6, 5)], one(L.Resizing(4, 8, data_format="channels_first"))
    for name, o in dict(RandomFlip=dict(mode="horizontal", seed=1), RandomRotation=dict(factor=0.5, fill_mode="nearest"), RandomZoom=dict(height_factor=0.5),
                        RandomTranslation=dict(height_factor=0.5, width_factor=0.2), RandomContrast=dict(factor=0.5), RandomBrightness=dict(factor=0.5)).items():
        if not (name == "RandomBrightness" and generation == 3):  # Keras 3.15 can't save it as HDF5.
            yield name + "/defaults", picture, one(getattr(L, name)(**o))
    yield "RandomCrop/defaults", picture, one(L.RandomCrop(3, 4))
    if generation == 2:
        from tf_keras.src.applications.convnext import LayerScale, StochasticDepth
        yield "LayerScale/defaults", picture, one(LayerScale(1e-6, 2))
        yield "StochasticDepth/defaults", picture, one(StochasticDepth(0.5))
    else:
        from keras.src.applications.convnext import LayerScale, StochasticDepth
        from keras.src.applications.inception_resnet_v2 import CustomScaleLayer
        yield "LayerScale/defaults", picture, one(LayerScale(1e-6, 2))
        yield "StochasticDepth/defaults", picture, one(StochasticDepth(0.5))
        yield "CustomScaleLayer/defaults", picture * 2, lambda x: CustomScaleLayer(0.25)(x)


def cudnn(k, generation):
    """Layers that run on a graphics processor only: answered by the others with the weights as Keras converts them."""
    if generation != 2:
        return
    from tf_keras.src.saving.legacy.hdf5_format import preprocess_weights_for_loading
    for name, gates in (("LSTM", 4), ("GRU", 3)):
        for option, o in {"defaults": {}, "sequences": dict(return_sequences=True)}.items():
            k.backend.clear_session()
            layer = getattr(k.layers, name)(4, **o)
            x = k.Input((5, 3))
            model = k.Model(x, layer(x))
            weights = [given(s, 1000 + i) for i, s in enumerate([(3, 4 * gates), (4, 4 * gates), (8 * gates,)])]
            layer.set_weights(preprocess_weights_for_loading(layer, weights, "2", "tensorflow"))
            config, version = saved_config(model)
            config = json.loads(config)
            entry = config["config"]["layers"][1]
            entry["class_name"] = "CuDNN" + name
            for key in ("activation", "recurrent_activation", "use_bias", "implementation", "reset_after", "dropout", "recurrent_dropout", "unroll"):
                entry["config"].pop(key, None)
            yield "CuDNN%s/%s" % (name, option), [(5, 3)], model, json.dumps(config), version


def table(path, kinds, ready=None):
    columns = dict(names=[], versions=[], configs=[], inputs=[], ranges=[], outputs=[])
    values, failed = [], []

    def row(name, generation, shapes, model, config, version):
        ranges = [s[1] if isinstance(s[0], tuple) else 0 for s in shapes]
        x = [whole((2,) + (s[0] if isinstance(s[0], tuple) else s), 1 + i, r) for i, (s, r) in enumerate(zip(shapes, ranges))]
        y = model(x if len(x) > 1 else x[0], training=False)
        y = [np.asarray(v) for v in tensorflow.nest.flatten(y)]
        entry = dict(names="Keras %d: %s" % (generation, name), versions=version, configs=config, inputs=json.dumps([v.shape for v in x]),
                     ranges=json.dumps(ranges), outputs=json.dumps([v.shape for v in y]))
        for key, text in entry.items():
            columns[key].append(text)
        values.extend(v.astype("float32").ravel() for v in y)

    for k, generation in ((tf_keras, 2), (keras, 3)):
        for kind in kinds:
            for name, shapes, make in kind(k, generation):
                k.backend.clear_session()
                inputs = [k.Input(s[0] if isinstance(s[0], tuple) else s, name="in%d" % i) for i, s in enumerate(shapes)]
                try:
                    y = make(inputs)
                    model = k.Model(inputs, list(y) if isinstance(y, tuple) else y)
                    settle(model)
                    config, version = saved_config(model)
                    row(name, generation, shapes, model, config, version)
                except Exception as error:
                    print("Keras %d: %s: %s" % (generation, name, str(error)[:300]))
                    failed.append(name)
        for name, shapes, model, config, version in (ready(k, generation) if ready else []):
            row(name, generation, shapes, model, config, version)
    assert not failed, failed
    with h5py.File(path, "w") as file:
        for key, texts in columns.items():
            data = np.array([t.encode() for t in texts])
            file.create_dataset(key, data=data, compression="gzip", compression_opts=9, chunks=data.shape)
        data = np.concatenate(values)
        file.create_dataset("values", data=data, compression="gzip", compression_opts=9, chunks=data.shape)
    print(path, len(columns["names"]), "cases,", os.path.getsize(path), "bytes")


if __name__ == "__main__":
    table(os.path.join(HERE, "sequences.h5"), [recurrent, images, masks, attention, normalizations, volumes, pictures], cudnn)
