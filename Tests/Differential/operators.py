"""Random operators and functions on tensors of a network, as users write them between layers."""
from layers import chance, pick


def lambdas(r, k, generation, x):
    """Each of its own, for the code is what is saved."""
    import tensorflow as tf
    K = k.backend
    L = k.layers.Lambda
    choices = [lambda: L(lambda x: x * 2), lambda: L(lambda x: x / 255.0 - 0.5), lambda: L(lambda t: t ** 2), lambda: L(lambda x: tf.nn.relu(x) + 1.0),
               lambda: L(lambda x: tf.reduce_mean(x, axis=-1, keepdims=True)), lambda: L(lambda v: tf.nn.l2_normalize(v, axis=-1)), lambda: L(lambda x: x[:, 1:]),
               lambda: L(lambda x: tf.concat([x, x * 0.5], axis=-1)), lambda: L(lambda x: -x), lambda: L(lambda x, s: x * s, arguments=dict(s=0.3)),
               lambda: L(lambda x: tf.clip_by_value(x, -0.5, 0.5)), lambda: L(lambda x: tf.expand_dims(x, -1)), lambda: L(lambda x: tf.math.sigmoid(x) * x)]
    if generation == 2:
        choices += [lambda: L(lambda x: K.mean(x, axis=1)), lambda: L(lambda x: K.l2_normalize(x, axis=1)), lambda: L(lambda x: K.sum(x, axis=-1, keepdims=True)),
                    lambda: L(lambda x: K.expand_dims(x, 1)), lambda: L(lambda x: K.abs(x)), lambda: L(lambda x: K.relu(x, max_value=1.0)), lambda: L(tf.nn.relu), lambda: L(K.tanh)]
    else:
        choices += [lambda: L(lambda x: k.ops.mean(x, axis=1)), lambda: L(lambda x: k.ops.abs(x)), lambda: L(k.ops.relu)]
    return choices[r.integers(len(choices))]()(x)


def both(r, x, y):
    choices = [lambda: x * 2, lambda: x + 1.5, lambda: 1 - x, lambda: x / 3.0, lambda: -x, lambda: x + y, lambda: x - y, lambda: x * y, lambda: x[:, 1:], lambda: x[..., :-1],
               lambda: x[:, ::2], lambda: x[..., -1:], lambda: abs(x), lambda: x ** 2, lambda: 2.0 * x + y * 0.5, lambda: x[:, 0] if len(x.shape) > 2 else x[:, 0:1],
               lambda: x[:, :, 0] if len(x.shape) > 3 else x[:, -2:], lambda: x[..., None], lambda: 1.0 / (abs(x) + 1.0), lambda: x[:, None],
               lambda: x[:, ::-1]]
    return choices[r.integers(len(choices))]()


def of_tensorflow(r, x, y):
    import tensorflow as tf
    rank = len(x.shape)
    axis = int(r.integers(1, rank))
    count = x.shape[axis] or 1
    choices = [
        lambda: tf.nn.relu(x), lambda: tf.math.tanh(x), lambda: tf.reduce_mean(x, axis=axis, keepdims=chance(r, 0.5) or rank == 2), lambda: tf.reduce_max(x, axis, keepdims=True),
        lambda: tf.reduce_sum(x, axis=[axis], keepdims=True), lambda: tf.concat([x, y], axis), lambda: tf.stack([x, y], axis=axis), lambda: tf.expand_dims(x, -1),
        lambda: tf.clip_by_value(x, -0.3, 0.6), lambda: tf.maximum(x, y), lambda: tf.where(x > 0, x, y * 0.1), lambda: tf.nn.softmax(x, axis=axis), lambda: tf.nn.l2_normalize(x, axis),
        lambda: tf.transpose(x, [0] + [int(i) + 1 for i in r.permutation(rank - 1)]), lambda: tf.reshape(x, [tf.shape(x)[0], -1]), lambda: tf.reshape(x, [-1, 1] + list(x.shape[1:])),
        lambda: tf.split(x, count, axis=axis)[0], lambda: list(tf.split(x, [1, count - 1], axis=axis)), lambda: tf.unstack(x, axis=axis)[0] if rank > 2 else tf.abs(x), lambda: tf.pad(x, [[0, 0]] + [[1, 2]] * (rank - 1)),
        lambda: tf.tile(x, [1] + [2] * (rank - 1)), lambda: tf.gather(x, [0, count - 1], axis=axis), lambda: tf.square(x), lambda: tf.sqrt(tf.abs(x)), lambda: tf.exp(-x), lambda: tf.nn.leaky_relu(x, 0.1),
        lambda: tf.cast(x, "float32"), lambda: tf.cast(x > 0, tf.float32), lambda: tf.squeeze(x[:, :1], 1) if rank > 2 else tf.nn.elu(x), lambda: tf.math.log(tf.abs(x) + 1.0), lambda: tf.add_n([x, y]),
        lambda: tf.math.reduce_std(x, axis=axis, keepdims=True), lambda: tf.matmul(x, y, transpose_b=True) if rank > 2 else tf.multiply(x, y), lambda: tf.reverse(x, [axis]),
        lambda: tf.image.resize(x, (7, 5)) if rank == 4 else tf.negative(x), lambda: tf.nn.max_pool2d(x, 2, 2, "SAME") if rank == 4 else tf.identity(x),
        lambda: tf.nn.avg_pool2d(x, [2, 2], 1, "VALID") if rank == 4 else tf.sigmoid(x), lambda: tf.nn.depth_to_space(x, 2) if rank == 4 else tf.nn.gelu(x),
        lambda: tf.nn.space_to_depth(x, 2) if rank == 4 else tf.nn.softplus(x), lambda: tf.einsum("b...i,b...i->b...", x, y) if rank > 2 else tf.round(x * 3),
        lambda: tf.cumsum(x, axis=axis), lambda: tf.one_hot(tf.argmax(x, -1), x.shape[-1]), lambda: tf.math.top_k(x, 2)[0], lambda: tf.sort(x, axis=-1), lambda: tf.broadcast_to(x[:, :1], tf.shape(x)),
        lambda: tf.strided_slice(x, [0, 1], [2, 2]), lambda: tf.slice(x, [0] * rank, [-1] * rank), lambda: tf.math.divide_no_nan(x, y), lambda: tf.repeat(x, 2, axis=axis), lambda: tf.minimum(x, 0.5),
        lambda: tf.math.floormod(x, 0.7), lambda: tf.sign(x), lambda: tf.math.erf(x), lambda: tf.norm(x, axis=axis, keepdims=True), lambda: tf.math.squared_difference(x, y), lambda: tf.roll(x, 1, axis)]
    return choices[r.integers(len(choices))]()


def of_backend(r, K, x, y):
    rank = len(x.shape)
    choices = [
        lambda: K.concatenate([x, y], axis=-1), lambda: K.mean(x, axis=-1, keepdims=True), lambda: K.expand_dims(x), lambda: K.relu(x), lambda: K.batch_flatten(x), lambda: K.sqrt(K.square(x) + 1.0),
        lambda: K.permute_dimensions(x, [0] + [int(i) + 1 for i in r.permutation(rank - 1)]), lambda: K.sum(x, axis=1, keepdims=True), lambda: K.clip(x, 0, 1), lambda: K.softmax(x),
        lambda: K.l2_normalize(x, axis=1), lambda: K.squeeze(x[:, 0:1], 1) if rank > 2 else K.abs(x), lambda: K.reshape(x, (-1, 1) + tuple(x.shape[1:])), lambda: K.max(x, axis=-1, keepdims=True),
        lambda: K.hard_sigmoid(x), lambda: K.sigmoid(x), lambda: K.stack([x, y], axis=1), lambda: K.repeat(x, 3) if rank == 2 else K.tanh(x), lambda: K.batch_dot(x, y, axes=1) if rank == 2 else K.elu(x)]
    return choices[r.integers(len(choices))]()


def of_keras3(r, o, x, y):
    rank = len(x.shape)
    axis = int(r.integers(1, rank))
    count = x.shape[axis] or 1
    choices = [
        lambda: o.relu(x), lambda: o.tanh(x), lambda: o.mean(x, axis=axis, keepdims=chance(r, 0.5) or rank == 2), lambda: o.max(x, axis, keepdims=True), lambda: o.sum(x, axis=[axis], keepdims=True),
        lambda: o.concatenate([x, y], axis), lambda: o.stack([x, y], axis=axis), lambda: o.expand_dims(x, -1), lambda: o.clip(x, -0.3, 0.6), lambda: o.maximum(x, y), lambda: o.where(x > 0, x, y * 0.1),
        lambda: o.softmax(x, axis=axis), lambda: o.normalize(x, axis), lambda: o.transpose(x, [0] + [int(i) + 1 for i in r.permutation(rank - 1)]), lambda: o.reshape(x, (o.shape(x)[0], -1)),
        lambda: o.split(x, count, axis=axis)[0], lambda: o.unstack(x, axis=axis)[0] if rank > 2 else o.abs(x), lambda: o.pad(x, [[0, 0]] + [[1, 2]] * (rank - 1)), lambda: o.tile(x, [1] + [2] * (rank - 1)),
        lambda: o.take(x, [0, count - 1], axis=axis), lambda: o.square(x), lambda: o.sqrt(o.absolute(x)), lambda: o.exp(-x), lambda: o.leaky_relu(x, 0.1), lambda: o.cast(x, "float32"), lambda: o.cast(x > 0, "float32"),
        lambda: o.squeeze(x[:, :1], 1) if rank > 2 else o.elu(x), lambda: o.log(o.abs(x) + 1.0), lambda: o.std(x, axis=axis, keepdims=True), lambda: o.matmul(x, o.swapaxes(y, -1, -2)) if rank > 2 else o.multiply(x, y),
        lambda: o.flip(x, axis), lambda: o.image.resize(x, (7, 5)) if rank == 4 else o.negative(x), lambda: o.max_pool(x, 2, padding="same") if rank == 4 else o.hard_swish(x), lambda: o.average_pool(x, 2, 1) if rank == 4 else o.selu(x),
        lambda: o.einsum("b...i,b...i->b...", x, y) if rank > 2 else o.round(x * 3), lambda: o.cumsum(x, axis=axis), lambda: o.one_hot(o.argmax(x, -1), x.shape[-1]), lambda: o.top_k(x, 2)[0], lambda: o.sort(x, axis=-1),
        lambda: o.repeat(x, 2, axis=axis), lambda: o.minimum(x, 0.5), lambda: o.mod(x, 0.7), lambda: o.sign(x), lambda: o.erf(x), lambda: o.norm(x, axis=axis, keepdims=True), lambda: o.roll(x, 1, axis),
        lambda: o.logsumexp(x, axis=axis, keepdims=True), lambda: o.var(x, axis=axis, keepdims=True), lambda: o.gelu(x, approximate=False), lambda: o.gelu(x), lambda: o.silu(x), lambda: o.log_softmax(x), lambda: o.celu(x),
        lambda: o.moveaxis(x, 1, -1), lambda: o.swapaxes(x, 1, -1), lambda: o.power(x, 2.0), lambda: o.floor(x * 2), lambda: o.outer(x, x) if False else o.relu6(x), lambda: o.amin(x, axis=axis, keepdims=True), lambda: o.prod(x, axis=axis, keepdims=True)]
    return choices[r.integers(len(choices))]()


def random_operator(r, k, generation, x, y):
    if chance(r, 0.15):
        return lambdas(r, k, generation, x)
    if chance(r, 0.5):
        return both(r, x, y)
    if generation == 3:
        return of_keras3(r, k.ops, x, y)
    return of_backend(r, k.backend, x, y) if chance(r, 0.3) else of_tensorflow(r, x, y)
