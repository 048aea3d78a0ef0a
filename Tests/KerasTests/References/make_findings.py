"""Makes the references of what random models (Tests/Differential) have found; each row was answered otherwise once.

    python make_findings.py  # in the same environment as make.py

findings.h5            a table as sequences.h5
findings-keras*.keras  layers in layers, whose variables an archive keeps by parts; findings-answers.h5 has the answers
findings-keras*.h5     models in models
"""
import io
import os
import zipfile

import h5py
import numpy as np
import tensorflow as tf

from make import HERE, given, keras, tf_keras
from make_sequences import settle, table

TOKENS = ((6,), 3)


def layers(k, generation):
    L = k.layers
    one = lambda layer: lambda x: layer(x[0])
    picture = [(4, 5, 6)]
    yield "GroupNormalization/neither", picture, one(L.GroupNormalization(groups=2, scale=False, center=False))
    yield "LayerNormalization/neither", picture, one(L.LayerNormalization(scale=False, center=False))
    yield "PReLU/six axes", [(2, 3, 2, 2, 3)], one(L.PReLU())
    if generation == 2:
        yield "BatchNormalization/renorm", [(5,)], one(L.BatchNormalization(renorm=True))
    else:
        yield "Conv1D/channels_first, softmax", [(3, 6)], one(L.Conv1D(4, 2, data_format="channels_first", activation="softmax"))
        # As wide as there are filters, Keras 3.15 would add the bias along the width.
        yield "Conv2D/channels_first, softmax", [(3, 4, 6)], one(L.Conv2D(2, 2, data_format="channels_first", activation="softmax"))
        for name in ("sparse_plus", "sparse_sigmoid", "sparsemax"):
            yield "Activation/" + name, [(4, 9)], one(L.Activation(name))
    yield "Dense/softmax layer along steps", [(4, 3)], one(L.Dense(5, activation=L.Softmax(axis=1)))


def masks(k, generation):
    L = k.layers
    token = lambda x: L.Embedding(3, 4, mask_zero=True)(x[0])
    yield ("mask into a model", [TOKENS], lambda x: k.Sequential([k.Input((6, 4)), L.Dense(3), L.LSTM(2, return_sequences=True)])(token(x)))
    yield ("LSTM/masked, initial state", [TOKENS, (2,), (2,)],
           lambda x: L.LSTM(2, return_sequences=True)(token(x), initial_state=[x[1], x[2]]))
    yield ("Bidirectional/masked, initial state", [TOKENS, (2,), (2,)],
           lambda x: L.Bidirectional(L.GRU(2, return_sequences=True))(token(x), initial_state=[x[1], x[2]]))
    def attended(x):
        y = token(x)
        return L.MultiHeadAttention(2, 3)(y, y, use_causal_mask=True, return_attention_scores=True)
    yield "MultiHeadAttention/masked, causal, scores", [TOKENS], attended
    # Unrolled, the steps that a backward layer zeroes are those of the mask as it came, not as it is read.
    for name, make in (("SimpleRNN", L.SimpleRNN), ("GRU", L.GRU), ("LSTM", L.LSTM)):
        for option, o in {"sequences": dict(return_sequences=True), "last": {}, "states": dict(return_sequences=True, return_state=True)}.items():
            yield ("Bidirectional/masked, unrolled %s, %s" % (name, option), [TOKENS],
                   lambda x, m=make, o=o: L.Bidirectional(m(3, unroll=True, **o))(token(x)))
        for option, o in {"sequences": dict(return_sequences=True), "last": {}}.items():
            if generation == 3 or o:  # tf.keras itself fails at the last output alone.
                yield ("%s/masked, unrolled, backwards, zeros, %s" % (name, option), [TOKENS],
                       lambda x, m=make, o=o: m(3, unroll=True, go_backwards=True, zero_output_for_mask=True, **o)(token(x)))
            yield ("%s/masked, unrolled, backwards, %s" % (name, option), [TOKENS],
                   lambda x, m=make, o=o: m(3, unroll=True, go_backwards=True, **o)(token(x)))
    yield ("Bidirectional/masked, unrolled stack, both", [TOKENS],
           lambda x: L.Bidirectional(L.RNN([L.GRUCell(3), L.LSTMCell(2)], unroll=True, return_sequences=True), merge_mode=None)(token(x)))
    for name, o in {"defaults": {}, "no scale": dict(scale=False), "frozen": dict(trainable=False), "steps": dict(axis=1)}.items():
        yield ("BatchNormalization/masked, in training, " + name, [TOKENS],
               lambda x, o=o: L.LSTM(2, return_sequences=True)(L.BatchNormalization(**o)(token(x), training=True)))
    # Of images tf.keras doesn't heed the mask.
    yield ("BatchNormalization/masked images, in training", [((3, 4, 2), 2)],
           lambda x: L.BatchNormalization()(L.Masking()(x[0]), training=True))


def operations(k, generation):
    sequence, both = [(4, 3)], [(4, 3), (4, 3)]
    if generation == 2:
        yield "tf.nn.moments", [(4, 5, 3)], lambda x: list(tf.nn.moments(x[0], [1, 2], keepdims=True))
        yield "tf.ensure_shape", sequence, lambda x: tf.ensure_shape(x[0], (None, 4, 3))
        yield "tf.nn.softmax, axis 2", [(4, 5, 3)], lambda x: tf.nn.softmax(x[0], axis=2)
    if generation == 2:
        # tf.keras keeps no second operand of einsum.
        yield "tf.one_hot", [((5,), 4)], lambda x: tf.one_hot(tf.cast(x[0], tf.int32), 4)
        yield "tf.one_hot, values and axis", [((5,), 4)], lambda x: tf.one_hot(tf.cast(x[0], tf.int32), 4, 2.0, -1.0, axis=1)
        yield "tf.broadcast_to a shape", sequence, lambda x: tf.broadcast_to(x[0][:, :1], tf.shape(x[0]))
    else:
        o = k.ops
        yield "ops.one_hot", [((5,), 4)], lambda x: o.one_hot(o.cast(x[0], "int32"), 4)
        for equation in ("b...i,b...i->b...", "bij,bkj->bik", "bij,bij->bj", "...i,...i->...i"):
            yield "ops.einsum/" + equation, both, lambda x, e=equation: o.einsum(e, x[0], x[1])
        for equation in ("bij->bji", "bij->bj", "b...->b..."):
            yield "ops.einsum/" + equation, sequence, lambda x, e=equation: o.einsum(e, x[0])
        yield "ops.sparsemax, axis 1", sequence, lambda x: o.sparsemax(x[0], axis=1)


def parts(k, generation):
    """Layers that hold others."""
    import tensorflow
    L = k.layers
    x = k.Input((3, 4, 4, 2), name="frames")
    inner = k.Sequential([k.Input((4, 4, 2)), L.Conv2D(3, 2), L.BatchNormalization(), L.Flatten(), L.Dense(4)])
    y = L.TimeDistributed(inner)(x)
    y = L.Bidirectional(L.RNN([L.GRUCell(3), L.LSTMCell(2), L.GRUCell(4)], return_sequences=True))(y)
    z = L.Bidirectional(L.LSTM(3, return_sequences=True), backward_layer=L.GRU(3, return_sequences=True, go_backwards=True))(y)
    maps = L.ConvLSTM2D(2, 2)(x)
    outputs = [z, maps]
    if generation == 3:
        outputs.append(L.SpectralNormalization(L.Dense(3))(z))
        outputs.append(L.MultiHeadAttention(2, 3)(z, z))
        outputs.append(L.Lambda(lambda v: tensorflow.nn.relu(v) + 1.0, output_shape=(3, 6))(z))
    return k.Model(x, outputs, name="parts")


def nested(k, generation):
    L = k.layers
    inner = k.Sequential([k.Input((6, 5, 2)), L.TimeDistributed(L.DepthwiseConv1D(2, depth_multiplier=2)), L.Flatten(), L.Dense(4)], name="inner")
    x = k.Input((6, 5, 2), name="image")
    return k.Model(x, L.Dense(3)(inner(x)), name="nested")


def copy(source, target):
    for name, value in source.attrs.items():
        target.attrs[name] = value
    for name, part in source.items():
        if isinstance(part, h5py.Group):
            copy(part, target.create_group(name))
        else:
            target[name] = part[()]


def small(path):
    """The archive with its weights in the newest format of HDF5, which needs a fifth of the place."""
    with zipfile.ZipFile(path) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members:
            if name.endswith(".h5"):
                new = io.BytesIO()
                with h5py.File(io.BytesIO(data)) as source, h5py.File(new, "w", libver="latest") as target:
                    copy(source, target)
                data = new.getvalue()
            archive.writestr(zipfile.ZipInfo(name), data)


def whole():
    with h5py.File(os.path.join(HERE, "findings-answers.h5"), "w") as answers:
        for k, generation in ((tf_keras, 2), (keras, 3)):
            for make, ending in ((parts, "keras"), (nested, "h5")):
                k.backend.clear_session()
                model = make(k, generation)
                settle(model)
                x = [given((2,) + tuple(v.shape[1:]), 1 + i) for i, v in enumerate(model.inputs)]
                y = tf.nest.flatten(model(x[0], training=False))
                name = "findings-keras%d.%s" % (generation, ending)
                model.save(os.path.join(HERE, name))
                if ending == "keras":
                    small(os.path.join(HERE, name))
                for i, v in enumerate(x):
                    answers["%s/x%d" % (name, i)] = v
                for i, v in enumerate(y):
                    answers["%s/y%d" % (name, i)] = np.asarray(v)


if __name__ == "__main__":
    table(os.path.join(HERE, "findings.h5"), [layers, masks, operations])
    whole()
