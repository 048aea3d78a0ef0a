"""Makes functions.h5: Lambda layers, TFOpLambda nodes and operations of Keras 3, one function each, with what Keras answers.

    python make_functions.py   # in an environment with tensorflow-cpu, keras, tf-keras, h5py

Each row is a model_config as Keras wrote it and the answers to inputs that ReferenceNumbers.swift makes too. The functions of this file
are compiled by the Python that runs it (made with Python 3.11).
"""
import json
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import h5py
import keras
import numpy as np
import tensorflow as tf
import tf_keras
from make_support import given, saved_config

HERE = os.path.dirname(os.path.abspath(__file__))
K = tf_keras.backend
ops = keras.ops
IMAGE, ROW, SEQUENCE = (4, 6, 3), (5,), (4, 5)


def scaled(x, scale=2.0, shift=0.5):
    y = x * scale
    return y + shift


def normalized(x):
    import tensorflow as tf
    mean, variance = tf.reduce_mean(x, axis=[1, 2], keepdims=True), tf.math.reduce_variance(x, axis=[1, 2], keepdims=True)
    return (x - mean) / tf.sqrt(variance + 1e-3)


def appended(x):
    parts = []
    parts.append(x[:, :2])
    parts.append(x[:, 3:])
    return tf.concat(parts, axis=1)


def closed(factor, offsets):
    return lambda x: x * factor + offsets[1]


def split_and_summed(c):
    """The grouped convolutions of keras_applications' ResNeXt."""
    return lambda x: sum([x[:, :, :, i] for i in range(c)])


def group(index, c):
    return lambda z: z[:, :, :, index * c:(index + 1) * c]


def helper(x):
    half = lambda t: t / 2
    return half(x) + half(half(x))


def lambdas():
    """(name, shapes, function, arguments) for Lambda layers of both generations; those of TensorFlow for tf.keras alone."""
    both = [
        ("x / 255", [IMAGE], lambda x: x / 255.0, {}), ("x / 127.5 - 1", [IMAGE], lambda x: x / 127.5 - 1, {}),
        ("x * 2 - 1", [IMAGE], lambda x: x * 2 - 1, {}), ("1 - x", [ROW], lambda x: 1 - x, {}), ("1 / x", [ROW], lambda x: 1 / x, {}),
        ("-x", [ROW], lambda x: -x, {}), ("x ** 2", [ROW], lambda x: x ** 2, {}),
        ("x ** 3", [ROW], lambda x: x ** 3, {}), ("x ** 2 ** 0.5", [ROW], lambda x: (x ** 2) ** 0.5, {}),
        ("x // 0.3", [ROW], lambda x: x // 0.3, {}), ("x % 0.3", [ROW], lambda x: x % 0.3, {}),
        ("2 ** x", [ROW], lambda x: 2 ** x, {}), ("arithmetic of numbers", [ROW], lambda x: x * (7 // 2) + 7 % 4 - 2 ** 3 / 5, {}),
        ("x[:, 1:3]", [IMAGE], lambda x: x[:, 1:3], {}), ("x[..., ::-1]", [IMAGE], lambda x: x[..., ::-1], {}),
        ("x[:, :, 2]", [IMAGE], lambda x: x[:, :, 2], {}), ("x[:, -1]", [IMAGE], lambda x: x[:, -1], {}),
        ("x[:, None]", [ROW], lambda x: x[:, None], {}), ("x[:, ::2, 1:-1, :2]", [IMAGE], lambda x: x[:, ::2, 1:-1, :2], {}),
        ("x[:, 3:0:-1]", [IMAGE], lambda x: x[:, 3:0:-1], {}), ("x[..., 0:1]", [IMAGE], lambda x: x[..., 0:1], {}),
        ("a + b * scale", [IMAGE, IMAGE], lambda inputs, scale: inputs[0] + inputs[1] * scale, {"scale": 0.17}),
        ("unpacked inputs", [IMAGE, IMAGE], lambda ab: (lambda a, b: a - b)(ab[0], ab[1]), {}),
        ("defaults", [ROW], scaled, {}), ("arguments", [ROW], scaled, {"shift": -1.0}), ("closure", [ROW], closed(3, [1, 4]), {}),
        ("inner function", [ROW], helper, {}), ("sum of groups", [IMAGE], split_and_summed(3), {}), ("one group", [(4, 4, 8)], group(2, 2), {}), ("comprehension", [IMAGE], lambda x: sum([x[..., i] * (i + 1) for i in range(3)]), {}),
        ("generator", [IMAGE], lambda x: sum(x[..., i] for i in range(3)), {}),
        ("shape", [IMAGE], lambda x: x[:, : x.shape[1] // 2] * x.shape[2], {}),
        ("*args", [ROW], lambda x, *rest: x * 3 + len(rest), {}),
        ("assigned twice", [ROW], lambda x: (lambda y: y + y)(x * 2), {}), ("two results", [ROW], lambda x: [x + 1, x * 2], {}),
    ]
    tensorflow = [
        ("normalized", [IMAGE], normalized, {}), ("appended", [IMAGE], appended, {}),
        ("space_to_depth", [IMAGE], lambda x: tf.nn.space_to_depth(x, block_size=2), {}),
        ("depth_to_space", [(2, 3, 8)], lambda x: tf.nn.depth_to_space(x, 2), {}),
        ("compat space_to_depth", [IMAGE], lambda x: tf.compat.v1.space_to_depth(x, 2), {}),
        ("K.l2_normalize", [SEQUENCE], lambda x: K.l2_normalize(x, axis=1), {}),
        ("tf.nn.l2_normalize", [ROW], lambda x: tf.nn.l2_normalize(x, axis=-1), {}),
        ("tf.math.l2_normalize", [IMAGE], lambda x: tf.math.l2_normalize(x, axis=[1, 2]), {}),
        ("K.sum", [IMAGE], lambda x: K.sum(x, axis=-1, keepdims=True), {}), ("K.mean", [IMAGE], lambda x: K.mean(x, axis=[1, 2]), {}),
        ("K.max", [IMAGE], lambda x: K.max(x, axis=2), {}), ("K.min", [IMAGE], lambda x: K.min(x, 1), {}),
        ("K.std", [IMAGE], lambda x: K.std(x, axis=1), {}), ("K.var", [IMAGE], lambda x: K.var(x, axis=-1), {}),
        ("K.prod", [IMAGE], lambda x: K.prod(x, axis=-1), {}),
        ("K.argmax", [IMAGE], lambda x: K.cast(K.argmax(x), "float32"), {}), ("K.cumsum", [ROW], lambda x: K.cumsum(x, axis=1), {}),
        ("K.abs", [ROW], lambda x: K.abs(x), {}), ("K.sqrt of abs", [ROW], lambda x: K.sqrt(K.abs(x)), {}),
        ("K.square", [ROW], lambda x: K.square(x), {}), ("K.exp", [ROW], lambda x: K.exp(x), {}), ("K.log", [ROW], lambda x: K.log(x + 2), {}),
        ("K.sign", [ROW], lambda x: K.sign(x), {}), ("K.round", [ROW], lambda x: K.round(x * 3), {}), ("K.sin", [ROW], lambda x: K.sin(x), {}),
        ("K.cos", [ROW], lambda x: K.cos(x), {}), ("K.pow", [ROW], lambda x: K.pow(x, 2), {}), ("K.clip", [ROW], lambda x: K.clip(x, -0.3, 0.4), {}),
        ("K.maximum", [ROW], lambda x: K.maximum(x, 0.1), {}), ("K.minimum", [ROW, ROW], lambda x: K.minimum(x[0], x[1]), {}),
        ("K.relu", [ROW], lambda x: K.relu(x, alpha=0.1, max_value=0.5), {}), ("K.elu", [ROW], lambda x: K.elu(x, 0.7), {}),
        ("K.softmax", [IMAGE], lambda x: K.softmax(x, axis=2), {}), ("K.softplus", [ROW], lambda x: K.softplus(x), {}),
        ("K.softsign", [ROW], lambda x: K.softsign(x), {}), ("K.sigmoid", [ROW], lambda x: K.sigmoid(x), {}),
        ("K.hard_sigmoid", [ROW], lambda x: K.hard_sigmoid(x * 3), {}), ("K.tanh", [ROW], lambda x: K.tanh(x), {}),
        ("K.expand_dims", [ROW], lambda x: K.expand_dims(x), {}), ("K.squeeze", [(4, 1, 3)], lambda x: K.squeeze(x, 2), {}),
        ("K.reshape", [IMAGE], lambda x: K.reshape(x, (-1, 6, 12)), {}), ("K.flatten items", [IMAGE], lambda x: K.batch_flatten(x), {}),
        ("K.permute_dimensions", [IMAGE], lambda x: K.permute_dimensions(x, (0, 3, 1, 2)), {}),
        ("K.concatenate", [IMAGE, IMAGE], lambda x: K.concatenate([x[0], x[1]], axis=1), {}),
        ("K.concatenate of inputs", [IMAGE, IMAGE], lambda x: K.concatenate(x), {}), ("K.stack", [ROW, ROW], lambda x: K.stack(x, axis=1), {}),
        ("K.repeat_elements", [SEQUENCE], lambda x: K.repeat_elements(x, 2, axis=1), {}), ("K.repeat", [ROW], lambda x: K.repeat(x, 3), {}),
        ("K.tile", [SEQUENCE], lambda x: K.tile(x, [1, 2, 3]), {}), ("K.reverse", [SEQUENCE], lambda x: K.reverse(x, axes=1), {}),
        ("K.batch_dot of vectors", [ROW, ROW], lambda x: K.batch_dot(x[0], x[1], axes=1), {}),
        ("K.batch_dot of matrices", [(3, 4), (4, 5)], lambda x: K.batch_dot(x[0], x[1]), {}),
        ("K.batch_dot along axes", [(3, 4), (2, 4)], lambda x: K.batch_dot(x[0], x[1], axes=[2, 2]), {}),
        ("K.resize_images", [IMAGE], lambda x: K.resize_images(x, 2, 3, "channels_last"), {}),
        ("K.resize_images bilinear", [IMAGE], lambda x: K.resize_images(x, 2, 2, "channels_last", interpolation="bilinear"), {}),
        ("K.spatial_2d_padding", [IMAGE], lambda x: K.spatial_2d_padding(x, ((1, 0), (2, 1))), {}),
        ("K.pool2d", [IMAGE], lambda x: K.pool2d(x, (2, 2), strides=(2, 2), padding="same", pool_mode="avg"), {}),
        ("K.zeros_like", [ROW], lambda x: x + K.ones_like(x) - K.zeros_like(x), {}), ("K.constant", [IMAGE], lambda x: x - K.constant([0.1, 0.2, 0.3]), {}),
        ("K.int_shape", [IMAGE], lambda x: K.reshape(x, (-1, K.int_shape(x)[1] * K.int_shape(x)[2], 3)), {}),
        ("K.shape", [IMAGE], lambda x: K.reshape(x, (K.shape(x)[0], 2, -1)), {}), ("K.switch", [ROW], lambda x: K.switch(x > 0, x, x * 5), {}),
        ("K.cast", [ROW], lambda x: K.cast(x > 0.1, "float32"), {}),
        ("K.epsilon", [ROW], lambda x: x / (K.epsilon() + K.sum(x * x, axis=-1, keepdims=True)), {}),
        ("distance", [ROW, ROW], lambda v: K.sqrt(K.maximum(K.sum(K.square(v[0] - v[1]), axis=1, keepdims=True), K.epsilon())), {}),
        ("tf.reduce_logsumexp", [ROW], lambda x: tf.reduce_logsumexp(x, axis=-1, keepdims=True), {}),
        ("tf.abs", [ROW], lambda x: tf.abs(x), {}), ("tf.floor", [ROW], lambda x: tf.floor(x * 4), {}), ("tf.math.ceil", [ROW], lambda x: tf.math.ceil(x * 4), {}),
        ("tf.math.rsqrt", [ROW], lambda x: tf.math.rsqrt(x + 2), {}), ("tf.math.reciprocal", [ROW], lambda x: tf.math.reciprocal(x), {}),
        ("tf.math.log1p", [ROW], lambda x: tf.math.log1p(x), {}), ("tf.math.expm1", [ROW], lambda x: tf.math.expm1(x), {}),
        ("tf.math.erf", [ROW], lambda x: tf.math.erf(x), {}), ("tf.math.atan2", [ROW, ROW], lambda x: tf.math.atan2(x[0], x[1]), {}),
        ("tf.tan", [ROW], lambda x: tf.tan(x), {}), ("tf.asin", [ROW], lambda x: tf.asin(x), {}), ("tf.sinh", [ROW], lambda x: tf.sinh(x), {}),
        ("tf.math.squared_difference", [ROW, ROW], lambda x: tf.math.squared_difference(x[0], x[1]), {}),
        ("tf.math.divide_no_nan", [ROW], lambda x: tf.math.divide_no_nan(x, tf.nn.relu(x)), {}), ("tf.math.floormod", [ROW], lambda x: tf.math.floormod(x, 0.3), {}),
        ("tf.clip_by_value", [ROW], lambda x: tf.clip_by_value(x, -0.2, 0.2), {}), ("tf.where", [ROW], lambda x: tf.where(x > 0.0, x, 0.5 * x), {}),
        ("tf.logical_and", [ROW], lambda x: tf.cast(tf.logical_and(x > -0.5, x < 0.5), tf.float32), {}), ("& and ~", [ROW], lambda x: tf.cast((x > -0.5) & ~(x > 0.5), tf.float32), {}),
        ("tf.equal", [ROW], lambda x: tf.cast(tf.equal(tf.sign(x), 1.0), tf.float32), {}), ("int32", [ROW], lambda x: tf.cast(tf.cast(x * 9, tf.int32), tf.float32), {}),
        ("tf.nn.relu6", [ROW], lambda x: tf.nn.relu6(x * 9), {}), ("tf.nn.leaky_relu", [ROW], lambda x: tf.nn.leaky_relu(x, alpha=0.3), {}),
        ("tf.nn.elu", [ROW], lambda x: tf.nn.elu(x), {}), ("tf.nn.selu", [ROW], lambda x: tf.nn.selu(x), {}), ("tf.nn.gelu", [ROW], lambda x: tf.nn.gelu(x), {}),
        ("tf.nn.swish", [ROW], lambda x: tf.nn.swish(x), {}), ("tf.nn.silu, beta", [ROW], lambda x: tf.nn.silu(x, beta=2.0), {}),
        ("hard swish", [ROW], lambda x: x * tf.nn.relu6(x * 4 + 3) / 6, {}), ("mish", [ROW], lambda x: x * tf.math.tanh(tf.math.softplus(x)), {}),
        ("tf.nn.softmax", [IMAGE], lambda x: tf.nn.softmax(x), {}), ("tf.nn.log_softmax", [IMAGE], lambda x: tf.nn.log_softmax(x, axis=1), {}),
        ("tf.nn.crelu", [ROW], lambda x: tf.concat([tf.nn.relu(x), tf.nn.relu(-x)], -1), {}), ("tf.nn.lrn", [(2, 2, 9)], lambda x: tf.nn.lrn(x, alpha=1e-1, beta=0.75), {}),
        ("tf.nn.max_pool", [IMAGE], lambda x: tf.nn.max_pool(x, [1, 2, 2, 1], [1, 2, 2, 1], "VALID"), {}), ("tf.nn.avg_pool2d", [IMAGE], lambda x: tf.nn.avg_pool2d(x, 3, 1, "SAME"), {}),
        ("tf.reduce_sum", [IMAGE], lambda x: tf.reduce_sum(x, [1, 3]), {}), ("tf.reduce_mean of all but batch", [IMAGE], lambda x: tf.reduce_mean(x, axis=[1, 2, 3], keepdims=True), {}),
        ("whole mean", [IMAGE], lambda x: x - tf.reduce_mean(x), {}), ("tf.norm", [SEQUENCE], lambda x: tf.norm(x, axis=-1), {}),
        ("tf.argmin", [IMAGE], lambda x: tf.cast(tf.argmin(x, axis=1), tf.float32), {}), ("tf.transpose", [SEQUENCE], lambda x: tf.transpose(x, perm=[0, 2, 1]), {}),
        ("tf.reshape", [IMAGE], lambda x: tf.reshape(x, [-1, 8, 9]), {}), ("tf.reshape of shape", [IMAGE], lambda x: tf.reshape(x, [tf.shape(x)[0], 24, 3]), {}),
        ("tf.reshape, two unknown", [IMAGE], lambda x: tf.reshape(x, [tf.shape(x)[0], -1, 9]), {}), ("tf.expand_dims", [ROW], lambda x: tf.expand_dims(x, 1), {}),
        ("tf.squeeze", [(1, 4, 1)], lambda x: tf.squeeze(x, [1, 3]), {}), ("tf.concat", [IMAGE, IMAGE], lambda x: tf.concat(x, axis=2), {}),
        ("tf.stack", [ROW, ROW], lambda x: tf.stack([x[0], x[1]], axis=-1), {}), ("tf.unstack", [SEQUENCE], lambda x: tf.unstack(x, axis=1)[2], {}),
        ("tf.split", [IMAGE], lambda x: tf.split(x, 3, axis=-1)[1], {}), ("tf.split of sizes", [IMAGE], lambda x: tf.split(x, [1, -1, 2], axis=2)[1], {}),
        ("tf.tile", [SEQUENCE], lambda x: tf.tile(x, [1, 1, 2]), {}), ("tf.repeat", [SEQUENCE], lambda x: tf.repeat(x, 3, axis=2), {}),
        ("tf.gather", [IMAGE], lambda x: tf.gather(x, [2, 1, 0], axis=-1), {}), ("tf.reverse", [IMAGE], lambda x: tf.reverse(x, axis=[-1]), {}), ("tf.roll", [SEQUENCE], lambda x: tf.roll(x, shift=2, axis=1), {}),
        ("tf.pad", [IMAGE], lambda x: tf.pad(x, [[0, 0], [1, 2], [0, 1], [0, 0]]), {}), ("tf.pad value", [ROW], lambda x: tf.pad(x, [[0, 0], [1, 2]], constant_values=7), {}),
        ("tf.pad reflect", [IMAGE], lambda x: tf.pad(x, [[0, 0], [2, 1], [3, 3], [0, 0]], "REFLECT"), {}), ("tf.pad symmetric", [IMAGE], lambda x: tf.pad(x, [[0, 0], [2, 1], [3, 3], [0, 0]], mode="SYMMETRIC"), {}),
        ("tf.slice", [IMAGE], lambda x: tf.slice(x, [0, 1, 0, 1], [-1, 2, -1, 1]), {}), ("tf.strided_slice", [IMAGE], lambda x: tf.strided_slice(x, [0, 0, 1, 0], [9, 4, 6, 3], [1, 2, 1, 1], begin_mask=1, end_mask=1), {}),
        ("tf.matmul", [(3, 4), (4, 5)], lambda x: tf.matmul(x[0], x[1]), {}), ("tf.matmul transposed", [(3, 4)], lambda x: tf.matmul(x, x, transpose_b=True), {}),
        ("tf.einsum", [(3, 4), (4, 5)], lambda x: [tf.einsum("bij,bjk->bik", x[0], x[1]), tf.einsum("bij,bjk->b", x[0], x[1]), tf.einsum("...j,...jk->...k", x[0][:, 0], x[1]), tf.einsum("bij->bji", x[0])], {}),
        ("tf.one_hot", [ROW], lambda x: tf.one_hot(tf.argmax(x, axis=-1), 5), {}), ("tf.math.top_k", [ROW], lambda x: tf.math.top_k(x, k=2)[0], {}),
        ("@", [(3, 4), (4, 5)], lambda x: x[0] @ x[1], {}), ("tf.image.resize", [IMAGE], lambda x: tf.image.resize(x, (7, 11)), {}),
        ("tf.image.resize nearest", [IMAGE], lambda x: tf.image.resize(x, [9, 5], method="nearest"), {}), ("tf.image.resize bicubic", [IMAGE], lambda x: tf.image.resize(x, [9, 5], method="bicubic"), {}),
        ("tf.compat.v1.image.resize_bilinear", [IMAGE], lambda x: tf.compat.v1.image.resize_bilinear(x, (8, 9)), {}),
        ("resize_bilinear, corners", [IMAGE], lambda x: tf.compat.v1.image.resize_bilinear(x, (8, 9), align_corners=True), {}), ("resize_nearest_neighbor", [IMAGE], lambda x: tf.compat.v1.image.resize_nearest_neighbor(x, (8, 9)), {}),
        ("resize of shape", [IMAGE], lambda x: tf.image.resize(x, tf.shape(x)[1:3] * 2), {}),
        ("tf.image.per_image_standardization", [IMAGE], lambda x: tf.image.per_image_standardization(x), {}), ("tf.image.flip_left_right", [IMAGE], lambda x: tf.image.flip_left_right(x), {}),
        ("tf.image.rgb_to_grayscale", [IMAGE], lambda x: tf.image.rgb_to_grayscale(x), {}), ("tf.image.grayscale_to_rgb", [(4, 4, 1)], lambda x: tf.image.grayscale_to_rgb(x), {}),
        ("caffe preprocessing", [IMAGE], lambda x: x[..., ::-1] - np.array([103.939, 116.779, 123.68], "float32"), {}), ("np.sqrt", [ROW], lambda x: x * np.sqrt(2) + np.pi, {}),
        ("tf.constant", [IMAGE], lambda x: x * tf.constant([1.0, 2.0, 3.0]) + tf.zeros([4, 1, 1]), {}), ("tf.range", [ROW], lambda x: x * tf.range(5, dtype=tf.float32), {}),
        ("tf.ones_like", [ROW], lambda x: tf.ones_like(x) + x, {}), ("tf.identity", [ROW], lambda x: tf.stop_gradient(tf.identity(x)), {}), ("tf.add_n", [ROW, ROW], lambda x: tf.add_n(x), {}),
        ("group slice", [(4, 4, 8)], lambda z: z[:, :, :, 2 * 3:(2 + 1) * 3], {}), ("sum of products", [(3, 4), (3, 4)], lambda x: K.sum(x[0] * x[1], axis=-1) / (K.sqrt(K.sum(x[0] ** 2, -1)) + 1), {}),
    ]
    return both, tensorflow


def tensorflow_operations():
    """What operators and functions leave in a functional model of tf.keras: TFOpLambda and SlicingOpLambda."""
    yield "operators", [IMAGE, IMAGE], lambda a, b: (2.0 * a + b) / 3 - (1 - a) ** 2 * -b
    yield "slices", [IMAGE], lambda x: [x[:, 1:, ::2], x[..., 0], x[:, None, 2], x[..., ::-1]]
    yield "constants first", [ROW], lambda x: [tf.maximum(0.1, x), tf.subtract(3.0, x), tf.divide([1.0, 2, 3, 4, 5], x)]
    yield "lists", [IMAGE, IMAGE], lambda a, b: [tf.concat([a, b], -1), tf.stack([a, b], 1), tf.add_n([a, b, a])]
    yield "reductions", [IMAGE], lambda x: [tf.reduce_mean(x, [1, 2], keepdims=True), tf.reduce_max(x, -1), tf.math.reduce_std(x, axis=1)]
    yield "shapes", [IMAGE], lambda x: [tf.reshape(x, [-1, 8, 9]), tf.transpose(x, [0, 3, 1, 2]), tf.expand_dims(x, 1), tf.squeeze(x[:, :1], 1)]
    yield "functions", [ROW], lambda x: [tf.nn.relu6(x), tf.nn.swish(x), tf.sqrt(tf.abs(x)), tf.square(x), tf.exp(x), tf.sigmoid(x), tf.nn.softmax(x)]
    yield "comparisons", [ROW], lambda x: tf.where(x > 0.2, x, tf.zeros_like(x)) + tf.cast(x < -0.2, "float32")
    yield "contractions", [(3, 4), (4, 5)], lambda a, b: [tf.tensordot(a, b[0], 1), tf.tensordot(a, b[0], [[2], [0]])]
    yield "one_hot and top_k", [ROW], lambda x: [tf.one_hot(tf.argmax(x, -1), 5), tf.one_hot(tf.argmax(x, -1), 5, on_value=2.0, off_value=-1.0), tf.math.top_k(x, 3)[0], tf.cast(tf.math.top_k(x, 2).indices, tf.float32)]
    yield "order", [SEQUENCE], lambda x: [tf.sort(x, axis=1), tf.sort(x, direction="DESCENDING"), tf.cast(tf.argsort(x, axis=-1), tf.float32), tf.gather(x, tf.argmax(x, axis=-1), axis=2, batch_dims=1), tf.gather(x, tf.argsort(x[:, 0]), axis=2, batch_dims=1)]
    yield "cumulative", [SEQUENCE], lambda x: [tf.cumsum(x, axis=1), tf.cumsum(x, axis=-1, exclusive=True), tf.cumsum(x, axis=1, reverse=True), tf.math.cumprod(x, axis=2)]
    yield "moments", [IMAGE], lambda x: list(tf.nn.moments(x, [1, 2])) + [tf.nn.batch_normalization(x, *tf.nn.moments(x, [1, 2], keepdims=True), 0.5, 2.0, 1e-3), tf.nn.bias_add(x, [1.0, 2.0, 3.0]), tf.cast(tf.math.count_nonzero(x > 0, axis=1), tf.float32)]
    yield "bands", [(4, 4)], lambda x: [tf.linalg.band_part(x, 0, -1), tf.linalg.band_part(x, 1, 1), tf.linalg.diag_part(x), tf.linalg.trace(x)]
    yield "unstack and norm", [SEQUENCE], lambda x: tf.unstack(x, axis=1) + [tf.norm(x, axis=1), tf.math.l2_normalize(x, 2), tf.tile(x, [1, 2, 1]), tf.searchsorted(x[0, 0] * 0 + [0.0, 1, 2, 3, 4], x[:, 0, 0] * 0.0)]
    yield "blocks", [(4, 4, 3)], lambda x: [tf.nn.space_to_depth(x, 2), tf.nn.depth_to_space(tf.nn.space_to_depth(x, 2), 2), tf.image.rot90(x), tf.image.rot90(x, 3)]
    yield "split", [IMAGE], lambda x: [t * (i + 1) for i, t in enumerate(tf.split(x, 3, axis=-1))]
    yield "matmul", [(3, 4), (4, 5)], lambda a, b: [tf.matmul(a, b), a @ b, tf.matmul(a, a, transpose_b=True)]
    yield "images", [IMAGE], lambda x: [tf.image.resize(x, (7, 9)), tf.nn.space_to_depth(x, 2), tf.pad(x, [[0, 0], [1, 1], [2, 0], [0, 0]])]
    yield "extents", [IMAGE], lambda x: [tf.reshape(x, [tf.shape(x)[0], -1, 3]), tf.reshape(x, (tf.shape(x)[0], tf.shape(x)[1] * 6, 3))]
    yield "backend", [IMAGE], lambda x: [K.mean(x, axis=1), K.relu(x, max_value=0.5), K.l2_normalize(x, axis=-1), K.clip(x, 0, 0.5), K.sum(K.square(x), axis=-1)]
    yield "hard swish", [IMAGE], lambda x: x * tf_keras.layers.ReLU(6.0)(x + 3.0) * (1.0 / 6.0)
    yield "numpy constant", [IMAGE], lambda x: (x - np.array([0.1, 0.2, 0.3], "float32")) / np.float32(2)
    yield "argmax", [IMAGE], lambda x: tf.cast(tf.argmax(x, axis=-1), tf.float32) + 0.5


def keras_operations():
    yield "operators", [IMAGE, IMAGE], lambda a, b: (2.0 * a + b) / 3 - (1 - a) ** 2 * -b + a // 0.3 - b % 0.4
    yield "slices", [IMAGE], lambda x: [x[:, 1:, ::2], x[..., 0], x[:, None, 2], x[..., ::-1]]
    yield "joining", [IMAGE, IMAGE], lambda a, b: [ops.concatenate([a, b], -1), ops.stack([a, b], 1), ops.add(a, b), ops.maximum(a, 0.1), ops.minimum(a, b)]
    yield "reductions", [IMAGE], lambda x: [ops.mean(x, [1, 2], keepdims=True), ops.sum(x, -1), ops.max(x, 1), ops.min(x, 2), ops.std(x, 1), ops.var(x, -1), ops.prod(x, 3), ops.logsumexp(x, -1)]
    yield "norms", [IMAGE], lambda x: [ops.norm(x, axis=-1), ops.normalize(x, axis=-1), ops.cumsum(x, axis=1), ops.cast(ops.argmax(x, -1), "float32"), ops.cast(ops.argmin(x, 1), "float32")]
    yield "shapes", [IMAGE], lambda x: [ops.reshape(x, (-1, 8, 9)), ops.transpose(x, (0, 3, 1, 2)), ops.expand_dims(x, 1), ops.squeeze(x[:, :1], 1), ops.swapaxes(x, 1, 2), ops.moveaxis(x, 1, 3), ops.flip(x, 2), ops.roll(x, 1, 1)]
    yield "repetition", [SEQUENCE], lambda x: [ops.tile(x, (1, 2, 1)), ops.repeat(x, 2, 1), ops.pad(x, ((0, 0), (1, 2), (0, 1))), ops.take(x, [2, 0], axis=1), ops.split(x, 2, axis=1)[1]]
    yield "element functions", [ROW], lambda x: [ops.abs(x), ops.sqrt(ops.square(x)), ops.exp(x), ops.log(x + 2), ops.log1p(x), ops.expm1(x), ops.sign(x), ops.floor(x), ops.ceil(x), ops.round(x), ops.sin(x), ops.cos(x), ops.tan(x), ops.tanh(x), ops.erf(x), ops.reciprocal(x), ops.negative(x), ops.rsqrt(x + 2)]
    yield "activations", [ROW], lambda x: [ops.relu(x), ops.relu6(x), ops.sigmoid(x), ops.softplus(x), ops.softsign(x), ops.silu(x), ops.hard_sigmoid(x), ops.hard_silu(x), ops.leaky_relu(x, 0.3), ops.elu(x, 0.5), ops.selu(x), ops.celu(x), ops.gelu(x), ops.gelu(x, approximate=False), ops.softmax(x), ops.log_softmax(x), ops.log_sigmoid(x), ops.tanh_shrink(x), ops.soft_shrink(x), ops.hard_shrink(x), ops.hard_tanh(x), ops.squareplus(x), ops.threshold(x, 0.2, -1.0)]
    yield "comparisons", [ROW, ROW], lambda a, b: [ops.where(a > b, a, 0.5), ops.cast(ops.logical_and(a > 0, b > 0), "float32"), ops.cast(ops.less_equal(a, b), "float32"), ops.cast(ops.equal(ops.sign(a), 1.0), "float32"), ops.clip(a, -0.1, 0.3)]
    yield "powers", [ROW], lambda x: [ops.power(ops.abs(x), 1.5), ops.arctan2(x, x + 2), ops.floor_divide(x, 0.3), ops.mod(x, 0.3), ops.true_divide(x, 4)]
    yield "matrices", [(3, 4), (4, 5)], lambda a, b: [ops.matmul(a, b), a @ b]
    yield "images", [IMAGE], lambda x: [ops.image.resize(x, (7, 9)), ops.image.resize(x, (7, 9), interpolation="nearest"), ops.max_pool(x, 2, 2), ops.average_pool(x, 2, 1, padding="same")]
    yield "contractions", [(3, 4), (4, 5)], lambda a, b: [ops.einsum("bij,bjk->bik", a, b), ops.einsum("bij,bjk,bi->bk", a, b, a[:, :, 0]), ops.einsum("...ij->...ji", a), ops.tensordot(a, b[0], axes=1), ops.tensordot(a, b[0], axes=[[2], [0]]), ops.dot(a, b[0]), ops.inner(a, b[0, :, :4])]
    yield "one_hot and top_k", [ROW], lambda x: [ops.one_hot(ops.argmax(x, -1), 5), ops.top_k(x, 3)[0], ops.cast(ops.top_k(x, 2)[1], "float32")]
    yield "order", [SEQUENCE], lambda x: [ops.sort(x, axis=1), ops.cast(ops.argsort(x, axis=-1), "float32"), ops.take_along_axis(x, ops.argsort(x, axis=1), axis=1), ops.take(x, [1, 0, 2], axis=1), ops.flip(x, axis=1), ops.median(x, axis=2)]
    yield "cumulative", [SEQUENCE], lambda x: [ops.cumsum(x, axis=1), ops.cumprod(x, axis=2), ops.diff(x, axis=1), ops.ptp(x, axis=1), ops.cast(ops.count_nonzero(x > 0, axis=1), "float32")]
    yield "normalisations", [IMAGE], lambda x: list(ops.moments(x, [1, 2])) + [ops.layer_normalization(x, axis=-1), ops.rms_normalization(x), ops.normalize(x, axis=-1)]
    yield "bands", [(4, 4)], lambda x: [ops.tril(x), ops.triu(x, 1), ops.tril(x, -1), ops.trace(x, axis1=1, axis2=2), ops.diagonal(x, axis1=1, axis2=2)]
    yield "attention", [(4, 2, 3), (5, 2, 3), (5, 2, 3)], lambda q, k, v: ops.dot_product_attention(q, k, v)
    yield "more of NumPy", [ROW, ROW], lambda a, b: [ops.hypot(a, b), ops.logaddexp(a, b), ops.deg2rad(a), ops.rad2deg(b), ops.sinc(a), ops.nan_to_num(a), ops.cross(a[:, :3], b[:, :3]), ops.append(a, b, axis=1), ops.hstack([a, b]), ops.vstack([a, b]), ops.outer(a[0], b[0]), ops.swapaxes(a, 0, 1), ops.roll(a, 2, axis=1), ops.cbrt(a), ops.heaviside(a, b)]
    yield "activations of 3.15", [ROW], lambda x: [ops.sparse_plus(x), ops.sparsemax(x), ops.glu(ops.concatenate([x, x], -1)), keras.activations.sparse_sigmoid(x)]
    yield "digitize", [ROW], lambda x: [ops.cast(ops.digitize(x, np.array([-0.5, 0.0, 0.5])), "float32"), ops.cast(ops.searchsorted(np.array([-0.5, 0.0, 0.5], "float32"), x[0]), "float32")]
    yield "layers beside", [IMAGE, IMAGE], lambda a, b: keras.layers.Add()([a + b, keras.layers.Multiply()([a, b])]) * keras.layers.Concatenate()([a, b])[..., :3]
    yield "numpy constant", [IMAGE], lambda x: (x - np.array([0.1, 0.2, 0.3], "float32")) / np.float32(2)
    yield "keras activations", [ROW], lambda x: [keras.activations.relu(x, negative_slope=0.1, max_value=0.5, threshold=0.05), keras.activations.swish(x), keras.activations.hard_sigmoid(x)]


def rows():
    both, tensorflow = lambdas()
    for module, generation, cases in ((tf_keras, 2, both + tensorflow), (keras, 3, both)):
        for name, shapes, function, arguments in cases:
            if generation == 3 and function.__name__ != "<lambda>":
                continue  # Keras 3 saves the name alone
            module.backend.clear_session()
            # Paths of the machine that makes this don't belong in it.
            function.__code__ = cleaned(function.__code__)
            inputs = [module.Input(s) for s in shapes]
            layer = module.layers.Lambda(function, arguments=arguments, name="function")
            yield "Keras %d Lambda: %s" % (generation, name), module, shapes, module.Model(inputs, layer(inputs if len(inputs) > 1 else inputs[0]))
    for module, generation, cases in ((tf_keras, 2, tensorflow_operations()), (keras, 3, keras_operations())):
        for name, shapes, build in cases:
            module.backend.clear_session()
            inputs = [module.Input(s) for s in shapes]
            yield "Keras %d operations: %s" % (generation, name), module, shapes, module.Model(inputs, build(*inputs))


def cleaned(code):
    constants = tuple(cleaned(c) if hasattr(c, "co_code") else c for c in code.co_consts)
    return code.replace(co_filename="functions.py", co_consts=constants)


names, versions, configs, inputs, outputs, values = [], [], [], [], [], []
for name, module, shapes, model in rows():
    x = [given((2,) + shape, 1 + i) for i, shape in enumerate(shapes)]
    y = model(x if len(x) > 1 else x[0], training=False)
    y = [np.asarray(v).astype("float32") for v in (y if isinstance(y, (list, tuple)) else [y])]
    config, version = saved_config(model)
    names.append(name)
    versions.append(version)
    configs.append(config)
    inputs.append(json.dumps([v.shape for v in x]))
    outputs.append(json.dumps([v.shape for v in y]))
    values += [v.ravel() for v in y]
with h5py.File(os.path.join(HERE, "functions.h5"), "w") as file:
    for key, texts in dict(names=names, versions=versions, configs=configs, inputs=inputs, outputs=outputs).items():
        data = np.array([t.encode() if isinstance(t, str) else t for t in texts])
        file.create_dataset(key, data=data, compression="gzip", chunks=data.shape)
    data = np.concatenate(values)
    file.create_dataset("values", data=data, compression="gzip", chunks=data.shape)
print(len(names), "cases,", os.path.getsize(os.path.join(HERE, "functions.h5")), "bytes")
