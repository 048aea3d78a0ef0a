"""Random layers with random options: for each kind of value (by its rank without the batch) the layers that take it.

A maker is called with the generator of numbers, the namespace of layers, the generation of Keras and the shape without the batch, and
gives a layer. It may ask for what Keras refuses; the caller then tries another.
"""
ACTIVATIONS = "linear relu sigmoid tanh softmax softplus softsign elu selu exponential swish gelu hard_sigmoid mish".split()
ACTIVATIONS_3 = ACTIVATIONS + ("relu6 silu leaky_relu hard_silu log_softmax celu log_sigmoid hard_tanh tanh_shrink soft_shrink "
                               "hard_shrink squareplus glu sparse_plus sparsemax threshold".split())
INITIALIZERS = ("glorot_uniform glorot_normal he_normal he_uniform lecun_normal lecun_uniform random_normal random_uniform "
                "truncated_normal variance_scaling orthogonal").split()


def chance(r, p):
    return r.random() < p


def pick(r, *choices):
    return choices[r.integers(len(choices))]


def some(r, options, p=0.35):
    """Each option with a probability; those that are functions are called."""
    return {n: (v() if callable(v) else v) for n, v in options.items() if chance(r, p)}


def activation(r, k, generation):
    if chance(r, 0.1):
        return pick(r, k.layers.ReLU(6.0), k.layers.LeakyReLU(), k.layers.ELU(0.7), k.activations.relu, k.layers.Softmax())
    if chance(r, 0.15):
        import tensorflow as tf
        return pick(r, tf.nn.relu, tf.nn.swish, tf.nn.relu6, tf.nn.leaky_relu, tf.nn.sigmoid, tf.tanh, tf.nn.elu, tf.nn.gelu, tf.nn.softmax)
    names = ACTIVATIONS_3 if generation == 3 else ACTIVATIONS
    return names[r.integers(len(names))]


def training(r, k, kernel="kernel"):
    """What says only how a layer is trained or how its weights begin."""
    i, g, c = k.initializers, k.regularizers, k.constraints
    initializer = lambda: pick(r, INITIALIZERS[r.integers(len(INITIALIZERS))], i.RandomNormal(0.0, 0.3), i.VarianceScaling(1.5, "fan_avg", "uniform"),
                               i.Constant(0.2), i.TruncatedNormal(stddev=0.2, seed=3), i.Orthogonal(0.7))
    return some(r, {
        kernel + "_initializer": initializer, "bias_initializer": lambda: pick(r, "ones", "zeros", i.Constant(-0.1), "random_uniform"),
        kernel + "_regularizer": lambda: pick(r, "l2", "l1_l2", g.L1(0.1), g.L1L2(0.1, 0.2), g.OrthogonalRegularizer(0.01)),
        "bias_regularizer": lambda: g.L2(0.1), "activity_regularizer": lambda: g.L1(0.01),
        kernel + "_constraint": lambda: pick(r, "max_norm", "unit_norm", c.MinMaxNorm(0.1, 2.0), c.MaxNorm(2, axis=0)), "bias_constraint": "non_neg",
        "trainable": lambda: chance(r, 0.5)}, 0.12)


def convolution(r, k, generation, rank, kernel="kernel", causal=False):
    several = lambda low, high: int(r.integers(low, high)) if chance(r, 0.5) else tuple(int(r.integers(low, high)) for _ in range(rank))
    options = dict(kernel_size=several(1, 4))
    options.update(some(r, dict(
        strides=lambda: several(1, 4), padding=lambda: pick(r, "same", "valid", *(["causal"] if causal else [])), use_bias=False,
        dilation_rate=lambda: several(1, 3), activation=lambda: activation(r, k, generation), data_format=lambda: pick(r, "channels_last", "channels_first", "channels_last"))))
    options.update(training(r, k, kernel))
    return options


def filters(r):
    return int(r.integers(1, 5))


def convolutions(r, L, k, generation, shape):
    rank = len(shape) - 1
    name = pick(r, "Conv", "Conv", "Transpose", "Depthwise", "Separable") if rank < 3 else pick(r, "Conv", "Transpose")
    if name == "Conv":
        options = convolution(r, k, generation, rank, causal=rank == 1)
        if shape[-1] and chance(r, 0.15):
            options["groups"] = int(r.integers(1, 4))
            return getattr(L, "Conv%dD" % rank)(options["groups"] * filters(r), **options)
        return getattr(L, pick(r, "Conv%dD", "Convolution%dD") % rank)(filters(r), **options)
    if name == "Transpose":
        options = convolution(r, k, generation, rank)
        options.update(some(r, dict(output_padding=lambda: int(r.integers(0, 2))), 0.15))
        return getattr(L, "Conv%dDTranspose" % rank)(filters(r), **options)
    if name == "Depthwise":
        options = convolution(r, k, generation, rank, "depthwise")
        options.update(some(r, dict(depth_multiplier=lambda: int(r.integers(1, 4)))))
        return getattr(L, "DepthwiseConv%dD" % rank)(**options)
    options = convolution(r, k, generation, rank, "depthwise", causal=rank == 1)
    options.update(some(r, dict(depth_multiplier=lambda: int(r.integers(1, 4)), pointwise_initializer="he_normal", pointwise_regularizer="l2", pointwise_constraint="max_norm")))
    return getattr(L, "SeparableConv%dD" % rank)(filters(r), **options)


def windows(r, L, k, generation, shape):
    """Pooling, padding, cropping, enlarging."""
    rank = len(shape) - 1
    several = lambda low, high: int(r.integers(low, high)) if rank == 1 or chance(r, 0.5) else tuple(int(r.integers(low, high)) for _ in range(rank))
    pairs = lambda high: pick(r, several(0, high), tuple((int(r.integers(0, high)), int(r.integers(0, high))) for _ in range(rank)) if rank > 1 else (
        int(r.integers(0, high)), int(r.integers(0, high))))
    format = some(r, dict(data_format=lambda: pick(r, "channels_last", "channels_first")), 0.2)
    kind = pick(r, "pool", "pool", "global", "pad", "crop", "up")
    if kind == "pool":
        options = some(r, dict(strides=lambda: pick(r, None, several(1, 4)), padding=lambda: pick(r, "same", "valid")))
        return getattr(L, pick(r, "Max", "Average") + pick(r, "Pooling%dD", "Pool%dD") % rank)(several(1, 4), **options, **format)
    if kind == "global":
        return getattr(L, pick(r, "GlobalMax", "GlobalAverage") + pick(r, "Pooling%dD", "Pool%dD") % rank)(**some(r, dict(keepdims=True)), **format)
    if kind == "pad":
        return getattr(L, "ZeroPadding%dD" % rank)(pairs(3), **(format if rank > 1 else {}))
    if kind == "crop":
        return getattr(L, "Cropping%dD" % rank)(pairs(2), **(format if rank > 1 else {}))
    if rank == 2:
        format.update(some(r, dict(interpolation=lambda: pick(r, "bilinear", "nearest", "bicubic"))))
    return getattr(L, "UpSampling%dD" % rank)(several(1, 4), **(format if rank > 1 else {}))


def recurrent(r, L, k, generation, shape):
    name = pick(r, "SimpleRNN", "GRU", "LSTM")
    options = some(r, dict(
        return_sequences=True, go_backwards=True, use_bias=False, unroll=True, dropout=0.3, recurrent_dropout=0.2, activation=lambda: activation(r, k, generation),
        recurrent_initializer=lambda: pick(r, "orthogonal", "glorot_uniform", "identity"), recurrent_regularizer="l2", zero_output_for_mask=True), 0.2)
    options.update(training(r, k))
    if name != "SimpleRNN":
        options.update(some(r, dict(recurrent_activation=lambda: pick(r, "hard_sigmoid", "sigmoid", "tanh"), implementation=lambda: pick(r, 1, 2)), 0.2))
    if name == "GRU":
        options.update(some(r, dict(reset_after=False)))
    if name == "LSTM":
        options.update(some(r, dict(unit_forget_bias=False), 0.2))
    return getattr(L, name)(filters(r) + 1, **options)


def cells(r, L, k, generation, shape):
    make = lambda: getattr(L, pick(r, "SimpleRNNCell", "GRUCell", "LSTMCell"))(filters(r) + 1, **some(r, dict(use_bias=False, activation="relu"), 0.2))
    cell = pick(r, make, lambda: [make() for _ in range(r.integers(1, 4))], lambda: L.StackedRNNCells([make(), make()]))()
    return L.RNN(cell, **some(r, dict(return_sequences=True, go_backwards=True, unroll=True), 0.3))


def bidirectional(r, L, k, generation, shape):
    inner = (cells if chance(r, 0.15) else recurrent)(r, L, k, generation, shape)
    options = some(r, dict(merge_mode=lambda: pick(r, "concat", "sum", "mul", "ave")))
    if chance(r, 0.15):
        config = inner.get_config()
        options["backward_layer"] = type(inner).from_config(dict(config, name="back_" + config["name"], go_backwards=not config["go_backwards"]))
    return L.Bidirectional(inner, **options)


def convolutional_recurrent(r, L, k, generation, shape):
    rank = len(shape) - 2
    options = some(r, dict(
        padding="same", strides=lambda: int(r.integers(1, 3)), use_bias=False, return_sequences=True, go_backwards=True,
        activation=lambda: activation(r, k, generation), recurrent_activation="sigmoid", dropout=0.2), 0.25)
    layer = getattr(L, "ConvLSTM%dD" % rank)(filters(r), int(r.integers(1, 4)), **options)
    return L.Bidirectional(layer) if chance(r, 0.15) else layer


def normalization(r, L, k, generation, shape):
    axis = int(r.integers(1, len(shape) + 1))
    kind = pick(r, "Batch", "Batch", "Batch", "Layer", "Group", "Unit", "RMS", "Spectral", "Mean")
    scale = some(r, dict(scale=False, center=False, epsilon=lambda: pick(r, 1e-5, 0.01, 1.001e-5), trainable=False, gamma_initializer="random_normal", beta_regularizer="l2",
                         gamma_constraint="non_neg"), 0.25)
    if kind == "Batch":
        return L.BatchNormalization(**scale, **some(r, dict(axis=lambda: pick(r, axis, axis - len(shape) - 1, [axis]), momentum=0.9), 0.25),
                                    **(some(r, dict(renorm=True, fused=False), 0.1) if generation == 2 else some(r, dict(synchronized=False), 0.1)))
    if kind == "Layer":
        return L.LayerNormalization(**scale, **some(r, dict(axis=lambda: pick(r, axis, [axis], list(range(1, len(shape) + 1)))), 0.3))
    if kind == "Group":
        return L.GroupNormalization(groups=pick(r, -1, 1, 2), **scale, **some(r, dict(axis=axis), 0.3))
    if kind == "Unit":
        return L.UnitNormalization(**some(r, dict(axis=axis), 0.5))
    if kind == "RMS":
        return L.RMSNormalization(**some(r, dict(axis=axis, epsilon=0.01), 0.3))
    if kind == "Spectral":
        return L.SpectralNormalization(L.Dense(3) if len(shape) != 3 else L.Conv2D(2, 2))
    return L.Normalization(**pick(r, {}, dict(axis=axis), dict(axis=None), dict(mean=0.2, variance=2.0), dict(mean=0.2, variance=2.0, invert=True)))


def elementwise(r, L, k, generation, shape):
    """Layers for values of any rank."""
    slope = "alpha" if generation == 2 else "negative_slope"
    axis = int(r.integers(1, len(shape) + 1))
    return pick(
        r, lambda: L.Activation(activation(r, k, generation)), lambda: L.Activation(activation(r, k, generation)),
        lambda: L.ReLU(**some(r, dict(max_value=lambda: pick(r, 6, 1.5), negative_slope=0.2, threshold=0.1))),
        lambda: L.LeakyReLU(**some(r, {slope: lambda: pick(r, 0.1, 0)})), lambda: L.ELU(**some(r, dict(alpha=0.5))),
        lambda: L.PReLU(**some(r, dict(shared_axes=lambda: pick(r, [1], [1, 2]), alpha_initializer="random_normal", alpha_regularizer="l1"))),
        lambda: L.Softmax(**some(r, dict(axis=lambda: pick(r, axis, [axis], [-1, 1])))), lambda: L.ThresholdedReLU(0.3),
        lambda: L.Dropout(0.4, **some(r, dict(seed=4, noise_shape=lambda: (None,) + (1,) * len(shape)))), lambda: L.GaussianNoise(0.2), lambda: L.GaussianDropout(0.2),
        lambda: L.AlphaDropout(0.2), lambda: L.ActivityRegularization(0.1, 0.2), lambda: L.Identity(), lambda: L.Masking(pick(r, 0.0, 1.0)),
        lambda: L.Rescaling(pick(r, 1 / 255, 2, [0.5] * (shape[-1] or 1)), **some(r, dict(offset=lambda: pick(r, -1, 0.5)))),
        lambda: L.Discretization(bin_boundaries=[-0.5, 0.2, 0.9]))()


def dense(r, L, k, generation, shape):
    if chance(r, 0.1) and len(shape) == 2:
        return L.EinsumDense("abc,cd->abd", output_shape=(None, 4), **some(r, dict(bias_axes="d", activation="relu"), 0.5))
    return L.Dense(filters(r) + 1, **some(r, dict(use_bias=False, activation=lambda: activation(r, k, generation))), **training(r, k))


def reshaping(r, L, k, generation, shape):
    order = [int(i) + 1 for i in r.permutation(len(shape))]
    count = 1
    for n in shape:
        count *= n or 0
    def target():
        if chance(r, 0.3):
            return (-1,)
        for divisor in (2, 3, 4, 5):
            if count % divisor == 0:
                return pick(r, (divisor, count // divisor), (-1, divisor), (1, divisor, -1), (count // divisor, 1, divisor))
        return pick(r, (count, 1), (1, -1), (count,))
    return pick(r, lambda: L.Flatten(**some(r, dict(data_format="channels_first"), 0.15)), lambda: L.Permute(order), lambda: L.Reshape(target()), lambda: L.Reshape(target()))()


def pictures(r, L, k, generation, shape):
    size = lambda: int(r.integers(2, 9))
    return pick(
        r, lambda: L.Resizing(size(), size(), **some(r, dict(interpolation=lambda: pick(r, "nearest", "bilinear", "bicubic", "area", "lanczos3"), crop_to_aspect_ratio=True), 0.4)),
        lambda: L.CenterCrop(size(), size()), lambda: L.RandomFlip("horizontal"), lambda: L.RandomRotation(0.2), lambda: L.RandomZoom(0.2), lambda: L.RandomContrast(0.2),
        lambda: L.RandomTranslation(0.1, 0.2), lambda: L.RandomBrightness(0.2), lambda: L.RandomCrop(size(), size()), lambda: L.SpatialDropout2D(0.2),
        lambda: L.LocallyConnected2D(filters(r), 2, **some(r, dict(strides=2, use_bias=False, implementation=lambda: pick(r, 1, 2, 3)))))()


def steps(r, L, k, generation, shape):
    """Layers applied to each step of a sequence."""
    inner = shape[1:]
    maker = pick(r, dense, *({1: [normalization], 2: [convolutions, recurrent, windows], 3: [convolutions, windows, normalization], 4: [convolutions]}[len(inner)]), elementwise)
    return L.TimeDistributed(maker(r, L, k, generation, inner))


def sequences(r, L, k, generation, shape):
    return pick(r, lambda: L.SpatialDropout1D(0.2), lambda: L.LocallyConnected1D(filters(r), 2, **some(r, dict(strides=2, use_bias=False, implementation=lambda: pick(r, 1, 2, 3)))),
                lambda: L.Masking(), lambda: cells(r, L, k, generation, shape))()


def tokens(r, L, k, generation, shape):
    return L.Embedding(8, filters(r) + 1, **some(r, dict(mask_zero=True, embeddings_initializer="he_normal", embeddings_regularizer="l2", embeddings_constraint="unit_norm", trainable=False)))


ANY = [elementwise, elementwise, dense, normalization, reshaping]
MAKERS = {
    1: ANY + [dense, dense, lambda r, L, k, generation, shape: L.RepeatVector(int(r.integers(1, 5)))],
    2: ANY + [convolutions, convolutions, windows, recurrent, recurrent, bidirectional, steps, sequences],
    3: ANY + [convolutions, convolutions, convolutions, windows, windows, windows, pictures, steps],
    4: ANY + [convolutions, windows, steps, convolutional_recurrent, convolutional_recurrent],
    5: ANY + [convolutional_recurrent, steps],
}


def random_layer(r, k, generation, shape, name=None):
    makers = MAKERS.get(len(shape)) or ANY[:3]
    layer = makers[r.integers(len(makers))](r, k.layers, k, generation, shape)
    if name:
        layer._name = name if generation == 2 else layer.name
        if generation == 3:
            layer.name = name
    return layer
