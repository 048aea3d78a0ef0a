"""Makes metrics.json beside this script: what Keras 2 (tf-keras) and Keras 3 give for a table of metrics, two batches each.

python3 metrics.py (needs tensorflow-cpu, tf-keras and keras)
"""

from table import GENERATIONS, INF, NAN, array, attempt, floats, one_hot, random, save, tf

cases = []


def results(keras, metric, options, batches):
    instance = getattr(keras.metrics, metric)(**options)
    for truth, prediction, weights in batches:
        instance.update_state(tf.constant(truth), tf.constant(prediction), sample_weight=None if weights is None else tf.constant(weights))
    return instance.result().numpy()


def case(metric, *batches, **options):
    """Each batch is truth, prediction and, where not all count alike, weights."""
    batches = [tuple(floats(part) for part in batch) + (None,) * (3 - len(batch)) for batch in batches]
    record = {"metric": metric, "options": options, "batches": []}
    for truth, prediction, weights in batches:
        batch = {"truth": array(truth), "prediction": array(prediction)}
        if weights is not None:
            batch["weights"] = array(weights)
        record["batches"].append(batch)
    for generation, keras in GENERATIONS.items():
        record[generation] = attempt(lambda: results(keras, metric, options, batches))
    cases.append(record)


def bits(seed, *shape):
    return random(seed, *shape, low=0, high=1).round()


def shares(seed, *shape):
    return random(seed, *shape, low=0, high=1)


def labels(seed, classes, *shape):
    return floats(random(seed, *shape, low=0, high=classes).astype(int))


BINARY = [(bits(1, 6, 1), shares(2, 6, 1)), (bits(3, 3, 1), shares(4, 3, 1))]
WEIGHTED = [(bits(1, 6, 1), shares(2, 6, 1), [1, 0.5, 0, 2, 1, 3]), (bits(3, 1, 1), shares(4, 1, 1), [0.25])]
EXTREME = [([[0], [1], [1], [0]], [[0], [1], [0], [0.5]])]
ZEROS = [([[0], [0], [0]], [[0.2], [0.7], [0]])]
ONES = [([[1], [1], [1]], [[0.2], [0.7], [1]])]
UNWEIGHED = [([[1], [0]], [[0.2], [0.7]], [0, 0])]
LABELS = [(bits(5, 5, 3), shares(6, 5, 3)), (bits(7, 2, 3), shares(8, 2, 3))]

for metric in ["Accuracy", "BinaryAccuracy", "Precision", "Recall", "AUC", "TruePositives", "FalsePositives", "TrueNegatives",
               "FalseNegatives", "BinaryIoU"]:
    for batches in [BINARY, WEIGHTED, EXTREME, ZEROS, ONES, UNWEIGHED, LABELS]:
        case(metric, *batches)
case("Accuracy", ([1, 2, 3, NAN], [1, 2, 4, NAN], [1, 2, 3, 4]))
case("BinaryAccuracy", *LABELS, threshold=0.3)
case("BinaryAccuracy", ([1, 0, 1], [[0.7], [0.3], [NAN]]))
case("BinaryIoU", *WEIGHTED, target_class_ids=[1], threshold=0.3)

for metric in ["Precision", "Recall"]:
    case(metric, *LABELS, thresholds=[0.25, 0.5, 0.8])
    case(metric, *LABELS, thresholds=[0, 0.5, 1])
    case(metric, *EXTREME, thresholds=[0, 0.5, 1])
    case(metric, *LABELS, top_k=2)
    case(metric, *LABELS, top_k=1, class_id=2)
    case(metric, *LABELS, class_id=0)
    case(metric, (bits(5, 5, 3), shares(6, 5, 3), [1, 2, 3, 4, 5]), thresholds=0.4)
    case(metric, (bits(5, 5, 3), shares(6, 5, 3), random(9, 5, 3, low=0, high=1)))
    case(metric, ([[1, 0, 1, 0]], [[0.5, 0.5, 0.5, 0.2]]), top_k=2)
for metric in ["TruePositives", "FalsePositives", "TrueNegatives", "FalseNegatives"]:
    case(metric, *LABELS, thresholds=[0.1, 0.2, 0.7])

for curve in ["ROC", "PR"]:
    for summation in ["interpolation", "minoring", "majoring"]:
        case("AUC", *LABELS, curve=curve, summation_method=summation)
        case("AUC", *WEIGHTED, curve=curve, summation_method=summation, num_thresholds=5)
    case("AUC", (bits(10, 200, 1), shares(11, 200, 1)), curve=curve)
    case("AUC", *LABELS, curve=curve, thresholds=[0.1, 0.45, 0.5])
    case("AUC", *LABELS, curve=curve, multi_label=True)
    case("AUC", *LABELS, curve=curve, multi_label=True, label_weights=[0.5, 2, 0.25])
    case("AUC", *LABELS, curve=curve, label_weights=[0.5, 2, 0.25])
    case("AUC", (bits(10, 20, 1), random(11, 20, 1)), curve=curve, from_logits=True)
    case("AUC", *ZEROS, curve=curve)
    case("AUC", *ONES, curve=curve)
for metric, option in [("SensitivityAtSpecificity", "specificity"), ("SpecificityAtSensitivity", "sensitivity"),
                       ("PrecisionAtRecall", "recall"), ("RecallAtPrecision", "precision")]:
    case(metric, *LABELS, **{option: 0.6})
    case(metric, *WEIGHTED, **{option: 0.5, "num_thresholds": 3})
    case(metric, *ZEROS, **{option: 0.5})
    case(metric, *LABELS, **{option: 0.5, "class_id": 1})

CATEGORIES = [(one_hot([0, 2, 1, 1], 3), shares(12, 4, 3)), (one_hot([2], 3), shares(13, 1, 3))]
NUMBERED = [(floats([0, 2, 1, 1]), shares(12, 4, 3)), (floats([2]), shares(13, 1, 3))]
case("CategoricalAccuracy", *CATEGORIES)
case("CategoricalAccuracy", (one_hot([0, 2, 1], 3), [[0.5, 0.5, 0], [NAN, 0, 0], [0.2, 0.2, 0.2]]))
case("CategoricalAccuracy", (one_hot([[0, 2], [1, 3]], 4), shares(14, 2, 2, 4), [2, 1]))
case("SparseCategoricalAccuracy", *NUMBERED)
case("SparseCategoricalAccuracy", ([[0], [2], [1], [1]], shares(12, 4, 3), [1, 0, 2, 3]))
case("SparseCategoricalAccuracy", ([[0, 2], [1, 3]], shares(14, 2, 2, 4), [[2, 1], [0, 1]]))
for k in [1, 2, 5]:
    case("TopKCategoricalAccuracy", (one_hot([0, 2, 1, 5], 6), shares(15, 4, 6)), k=k)
    case("SparseTopKCategoricalAccuracy", ([0, 2, 1, 5], shares(15, 4, 6)), k=k)
case("TopKCategoricalAccuracy", (one_hot([0, 2, 1], 3), [[0.5, 0.5, 0.5], [NAN, 0, 1], [0.2, INF, 0.2]]), k=1)
case("SparseTopKCategoricalAccuracy", ([[0, 2], [1, 3]], shares(14, 2, 2, 4), [2, 1]), k=2)
case("SparseTopKCategoricalAccuracy", ([4, 2, 1], [[4, 0, 1], [1, 0, 2], [0, 1, 2]]), k=2, from_sorted_ids=True)

for average in [None, "micro", "macro", "weighted"]:
    for metric in ["F1Score", "FBetaScore"]:
        more = {} if metric == "F1Score" else {"beta": 2.0}
        case(metric, *LABELS, average=average, threshold=0.4, **more)
        case(metric, *CATEGORIES, average=average, **more)
        case(metric, (bits(5, 5, 3), shares(6, 5, 3), [1, 2, 0, 4, 5]), average=average, threshold=0.5, **more)
        case(metric, (bits(5, 2, 3) * 0, bits(5, 2, 3) * 0), average=average, **more)

MAPS = [(labels(16, 3, 2, 3, 3), labels(17, 3, 2, 3, 3)), (labels(18, 3, 1, 3, 3), labels(19, 3, 1, 3, 3))]
case("MeanIoU", *MAPS, num_classes=3)
case("MeanIoU", *MAPS, num_classes=5)
case("MeanIoU", *MAPS, num_classes=3, ignore_class=1)
case("MeanIoU", (labels(16, 3, 6), labels(17, 3, 6), [1, 2, 0, 1, 3, 1]), num_classes=3)
case("MeanIoU", (labels(16, 3, 6), labels(17, 3, 6), [1, 0.5, 0, 1.25, 3, 1]), num_classes=3)
case("MeanIoU", (labels(16, 3, 2, 3), labels(17, 3, 2, 3)), num_classes=4)
case("MeanIoU", ([255, 0, 1], [0, 0, 1]), num_classes=2, ignore_class=255)
case("MeanIoU", ([5, 0, 1], [0, 0, 1]), num_classes=2)
case("IoU", *MAPS, num_classes=3, target_class_ids=[0, 2])
case("OneHotIoU", *CATEGORIES, num_classes=3, target_class_ids=[1])
case("OneHotIoU", (one_hot([[0, 2], [1, 2]], 3).transpose(0, 2, 1), shares(20, 2, 3, 2)), num_classes=3, target_class_ids=[0, 2], axis=1)
case("OneHotMeanIoU", *CATEGORIES, num_classes=3)
case("OneHotMeanIoU", (one_hot([0, 2, 1], 3), floats([0, 2, 2])), num_classes=3, sparse_y_pred=True)

REGRESSION = [(random(21, 4, 3), random(22, 4, 3)), (random(23, 2, 3), random(24, 2, 3))]
HEAVY = [(random(21, 4, 3), random(22, 4, 3), [1, 0, 2, 0.5]), (random(23, 2, 3), random(24, 2, 3), [3, 1])]
for metric in ["MeanSquaredError", "MeanAbsoluteError", "MeanAbsolutePercentageError", "MeanSquaredLogarithmicError",
               "RootMeanSquaredError", "CosineSimilarity", "LogCoshError", "Hinge", "SquaredHinge", "CategoricalHinge", "Poisson",
               "KLDivergence"]:
    case(metric, *[(abs(truth), abs(prediction)) for truth, prediction in REGRESSION])
    case(metric, *[(abs(truth), abs(prediction), weights) for truth, prediction, weights in HEAVY])
    case(metric, ([[0, 0]], [[0, 0]]))
case("BinaryCrossentropy", *LABELS)
case("BinaryCrossentropy", *REGRESSION[:0], (bits(5, 5, 3), random(6, 5, 3)), from_logits=True, label_smoothing=0.2)
case("CategoricalCrossentropy", *CATEGORIES, label_smoothing=0.1)
case("SparseCategoricalCrossentropy", *NUMBERED)
case("SparseCategoricalCrossentropy", ([[0, 255], [255, 2]], shares(25, 2, 2, 3), [1, 3]), from_logits=True, ignore_class=255)

save("metrics.json", cases)
