"""Makes losses.json beside this script: what Keras 2 (tf-keras) and Keras 3 give for a table of losses, reductions and edge cases.

python3 losses.py (needs tensorflow-cpu, tf-keras and keras)
"""

from table import GENERATIONS, INF, NAN, array, attempt, floats, np, one_hot, random, save, tf

REDUCTIONS = ["none", "sum", "sum_over_batch_size", "mean_with_sample_weight"]
cases = []


def values(keras, loss, options, activation, truth, prediction, weights, mask, reduction):
    truth, prediction = tf.constant(truth), tf.constant(prediction)
    if len(truth.shape) == 1 and len(prediction.shape) == 2:
        # As `compile` of Keras 2 does (match_dtype_and_rank); Keras 3's losses do it themselves.
        truth = tf.expand_dims(truth, -1)
    if activation:
        prediction = getattr(keras.activations, activation)(prediction)
    if mask is not None:
        prediction._keras_mask = tf.constant(mask) != 0
    instance = getattr(keras.losses, loss)(reduction=reduction, **options)
    return instance(truth, prediction, sample_weight=weights).numpy()


def gradient(keras, loss, options, activation, truth, prediction):
    """Of the mean of all items, with respect to what the activation is applied to."""
    given = tf.Variable(prediction)
    with tf.GradientTape() as tape:
        prediction = getattr(keras.activations, activation)(given) if activation else tf.identity(given)
        truth = tf.expand_dims(truth, -1) if len(truth.shape) == 1 and len(prediction.shape) == 2 else tf.constant(truth)
        mean = getattr(keras.losses, loss)(**options)(truth, prediction)
    return tape.gradient(mean, given).numpy()


def case(loss, truth, prediction, weights=None, mask=None, activation=None, **options):
    truth, prediction = floats(truth), floats(prediction)
    record = {"loss": loss, "options": options, "activation": activation, "truth": array(truth), "prediction": array(prediction)}
    if weights is not None:
        record["weights"] = array(weights)
    if mask is not None:
        record["mask"] = array(mask)
    for generation, keras in GENERATIONS.items():
        record[generation] = {
            reduction: attempt(
                lambda: values(
                    keras, loss, options, activation, truth, prediction,
                    None if weights is None else floats(weights), mask, reduction))
            for reduction in REDUCTIONS[: 1 if weights is None and mask is None else None]
        }
    # Where a prediction is NaN, so is the loss: what its gradient is nobody asks.
    if weights is None and mask is None and not np.isnan(prediction).any():
        keras = GENERATIONS["three" if record["two"]["none"] is None else "two"]
        record["gradient"] = attempt(lambda: gradient(keras, loss, options, activation, truth, prediction))
    cases.append(record)


REGRESSIONS = [
    ("MeanSquaredError", {}), ("MeanAbsoluteError", {}), ("MeanAbsolutePercentageError", {}), ("MeanSquaredLogarithmicError", {}),
    ("Huber", {}), ("Huber", {"delta": 0.3}), ("LogCosh", {}), ("Poisson", {}), ("KLDivergence", {}), ("Hinge", {}), ("SquaredHinge", {}),
    ("CategoricalHinge", {}), ("CosineSimilarity", {}),
]
for loss, options in REGRESSIONS:
    case(loss, random(1, 4, 3), random(2, 4, 3), **options)
    case(loss, random(3, 2, 3, 4, low=0, high=1), random(4, 2, 3, 4, low=0, high=1), **options)
    case(loss, floats([[0, 0, 0], [0, 0, 0], [1, 1, 1], [1, 1, 1]]), floats([[0, 0, 0], [1, 1, 1], [0, 0, 0], [1, 1, 1]]), **options)
    case(loss, [[1, 0, 0], [0, 1, 0]], [[0.2, NAN, 0.1], [0.3, 0.4, 0.3]], **options)
    case(loss, [[1, 0, 0]], [[1e3, -1e3, 30]], **options)
    case(loss, [1, 0, 1, 1], [[0.9], [0.2], [-0.3], [1.5]], **options)
    case(loss, random(5, 2, 3, low=0, high=1), random(6, 2, 3, 1, low=0, high=1), **options)
    case(loss, random(7, 1, 3, low=0, high=1), random(8, 1, 3, low=0, high=1), weights=[0.5], **options)
case("CosineSimilarity", random(1, 2, 3, 4), random(2, 2, 3, 4), axis=1)
case("CosineSimilarity", random(1, 2, 3), random(2, 2, 3) * 1e-7)

BINARY_TRUTH = [[0, 1, 1], [1, 0, 1], [0, 0, 0], [1, 1, 1]]
LOGITS = [[0, 0, -0.0], [100, -100, 30], [-1e4, 1e4, 1e-3], [-20, -90, 5]]
EDGES = [[0, 1, 0.5], [1, 0, 1e-8], [1e-7, 1 - 1e-7, 0.3], [0, 0.5, 1]]
for loss in ["BinaryCrossentropy", "BinaryFocalCrossentropy"]:
    case(loss, BINARY_TRUTH, random(9, 4, 3, low=0, high=1))
    case(loss, BINARY_TRUTH, EDGES)
    case(loss, BINARY_TRUTH, [[0.1, NAN, 0.2], [0.5, 0.5, 0.5], [0, 0, 0], [1, 1, 1]])
    case(loss, BINARY_TRUTH, LOGITS, from_logits=True)
    case(loss, BINARY_TRUTH, LOGITS, activation="sigmoid")
    case(loss, BINARY_TRUTH, LOGITS, activation="softmax")
    case(loss, BINARY_TRUTH, random(10, 4, 3), from_logits=True, label_smoothing=0.2)
    case(loss, BINARY_TRUTH, random(9, 4, 3, low=0, high=1), label_smoothing=0.1)
    case(loss, random(11, 2, 3, 4, low=0, high=1).round(), random(12, 2, 3, 4, low=0, high=1), axis=1)
    case(loss, [1, 0, 1], [[0.7], [0.3], [0.2]], weights=[1, 2, 0])
case("BinaryFocalCrossentropy", BINARY_TRUTH, random(9, 4, 3, low=0, high=1), apply_class_balancing=True, alpha=0.4, gamma=1.5)

ONE_HOT = one_hot([0, 2, 1, 1], 3)
SHARES = random(13, 4, 3, low=0.05, high=1)
for loss in ["CategoricalCrossentropy", "CategoricalFocalCrossentropy"]:
    case(loss, ONE_HOT, SHARES)
    case(loss, ONE_HOT, [[1, 0, 0], [1, 0, 0], [0.5, 0.5, 0], [1e-9, 1e-9, 1]])
    case(loss, ONE_HOT, [[0.1, NAN, 0.2], [0, 0, 1], [0.2, 0.3, 0.5], [0, 0, 0]])
    case(loss, ONE_HOT, LOGITS, from_logits=True)
    case(loss, ONE_HOT, LOGITS, activation="softmax")
    case(loss, ONE_HOT, LOGITS, activation="sigmoid")
    case(loss, ONE_HOT, SHARES, label_smoothing=0.15)
    case(loss, ONE_HOT, random(14, 4, 3), from_logits=True, label_smoothing=0.15)
    case(loss, one_hot([[0, 2], [1, 3]], 4), random(15, 2, 2, 4), from_logits=True)
    case(loss, one_hot([[0, 2], [1, 2]], 3).transpose(0, 2, 1), random(16, 2, 3, 2, low=0.1, high=1), axis=1)
    case(loss, one_hot([[0, 2], [1, 2]], 3).transpose(0, 2, 1), random(16, 2, 3, 2), axis=1, from_logits=True)
case("CategoricalFocalCrossentropy", ONE_HOT, SHARES, alpha=[0.2, 0.5, 0.9], gamma=3.0)

LOSS = "SparseCategoricalCrossentropy"
case(LOSS, [0, 2, 1, 1], SHARES)
case(LOSS, [[0], [2], [1], [1]], SHARES)
case(LOSS, [0, 2, 1, 1], [[1, 0, 0], [1, 0, 0], [0.5, 0.5, 0], [1e-9, 1e-9, 1]])
case(LOSS, [0, 2, 1, 1], LOGITS, from_logits=True)
case(LOSS, [0, 2, 1, 1], LOGITS, activation="softmax")
case(LOSS, [0, 2, 1, 1], [[0.1, NAN, 0.2], [0, 0, 1], [0.2, 0.3, 0.5], [0, 0, 0]])
case(LOSS, [[0, 2], [1, 1]], random(17, 2, 2, 3), from_logits=True)
case(LOSS, [[0, 255], [1, 255]], random(17, 2, 2, 3), from_logits=True, ignore_class=255)
case(LOSS, [[0, -1], [-1, 2]], random(18, 2, 2, 3, low=0.1, high=1), weights=[1, 3], ignore_class=-1)
case(LOSS, [[0, -1], [-1, 2]], [[[0.1, 0.2, 0.7], [NAN, NAN, NAN]], [[NAN, 1, 0], [0, 0, 1]]], weights=[[1, 2], [3, 4]], ignore_class=-1)
case(LOSS, [-1, -1], random(18, 2, 3), weights=[1, 1], from_logits=True, ignore_class=-1)

OVERLAP = (random(19, 2, 3, 3, 1, low=0, high=1).round(), random(20, 2, 3, 3, 1, low=0, high=1))
for loss in ["Dice", "Tversky"]:
    case(loss, *OVERLAP)
    case(loss, *OVERLAP, axis=[1, 2, 3])
    case(loss, *OVERLAP, axis=[1, 2])
    case(loss, OVERLAP[0] * 0, OVERLAP[1] * 0)
    case(loss, *OVERLAP, axis=[1, 2, 3], weights=[1, 3])
case("Tversky", *OVERLAP, alpha=0.3, beta=0.7)

SEQUENCES = (random(21, 3, 4, 2), random(22, 3, 4, 2))
MASK = floats([[1, 1, 0, 0], [1, 0, 0, 0], [1, 1, 1, 1]])
for weights, mask in [
    (None, MASK), ([1, 2, 0.5], None), (random(23, 3, 4, low=0, high=2), None), ([1, 2, 0.5], MASK), ([[1], [2], [0.5]], None),
    (random(23, 3, 4, low=0, high=2), MASK), (random(23, 3, 4, 1, low=0, high=2), None), ([0, 0, 0], None), (None, MASK * 0),
    (random(23, 3, 4, low=-1, high=2), MASK), ([NAN, 1, 1], None), ([2], None),
]:
    case("MeanSquaredError", *SEQUENCES, weights=weights, mask=mask)
case("MeanSquaredError", random(24, 3, 2), random(25, 3, 2), weights=[[1], [2], [3]])
case("MeanSquaredError", random(24, 3, 2), random(25, 3, 2), weights=[INF, 0, 1])

save("losses.json", cases)
