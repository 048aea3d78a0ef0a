import Training

/// The options of metrics in files.
enum MetricOptions {
    /// The metric of a class with options; nil for a class without any, or one that isn't known.
    static func read(_ name: String, _ options: inout ObjectOptions, _ generation: KerasGeneration) throws -> (any Metric)? {
        switch name {
        case "BinaryAccuracy", "binary_accuracy":
            return BinaryAccuracy(threshold: try options.number("threshold").map { Float($0) } ?? 0.5)
        case "TopKCategoricalAccuracy", "top_k_categorical_accuracy":
            return TopKCategoricalAccuracy(k: try options.integer("k", atLeast: 1) ?? 5)
        case "SparseTopKCategoricalAccuracy", "sparse_top_k_categorical_accuracy":
            return SparseTopKCategoricalAccuracy(
                k: try options.integer("k", atLeast: 1) ?? 5, fromSortedIDs: try options.flag("from_sorted_ids") ?? false)
        case "Precision":
            return Precision(
                thresholds: try thresholds(&options), topK: try options.integer("top_k", atLeast: 1),
                classID: try options.integer("class_id", atLeast: 0))
        case "Recall":
            return Recall(
                thresholds: try thresholds(&options), topK: try options.integer("top_k", atLeast: 1),
                classID: try options.integer("class_id", atLeast: 0))
        case "F1Score": return try score(&options, generation, isF1: true)
        case "FBetaScore": return try score(&options, generation, isF1: false)
        case "AUC": return try auc(&options)
        case "IoU", "MeanIoU", "BinaryIoU", "OneHotIoU", "OneHotMeanIoU": return try iou(name, &options, generation)
        default: break
        }
        if let condition = ConditionCount.Condition(rawValue: name) {
            return ConditionCount(condition, thresholds: try thresholds(&options) ?? [0.5])
        }
        guard let rates = RateAtRate.Rates(rawValue: name) else { return nil }
        let second = ["specificity", "sensitivity", "recall", "precision"].first { options.has($0) } ?? "recall"
        guard let least = try options.number(second, .part) else {
            throw options.fault(second, expected: NumberRange.part.text, found: nil)
        }
        return RateAtRate(
            rates, least: Float(least), thresholdCount: try options.integer("num_thresholds", atLeast: 1) ?? 200,
            classID: try options.integer("class_id", atLeast: 0))
    }

    private static func thresholds(_ options: inout ObjectOptions) throws -> [Float]? {
        try options.numbers("thresholds")?.map { Float($0) }
    }

    private static func score(_ options: inout ObjectOptions, _ generation: KerasGeneration, isF1: Bool) throws -> FBetaScore {
        var average: FBetaScore.Average?
        if let text = try options.text("average") {
            guard let known = FBetaScore.Average(rawValue: text) else {
                throw options.fault("average", expected: "micro, macro or weighted", found: .string(text))
            }
            average = known
        }
        let threshold = try options.number("threshold").map { Float($0) }
        if isF1 { return .f1(average: average, threshold: threshold, generation: generation) }
        return FBetaScore(
            average: average, beta: Float(try options.number("beta", .positive) ?? 1), threshold: threshold,
            generation: generation)
    }

    private static func auc(_ options: inout ObjectOptions) throws -> AUC {
        let curve = try options.text("curve") ?? "ROC"
        let summation = try options.text("summation_method") ?? "interpolation"
        guard let curve = AUC.Curve(rawValue: curve) else {
            throw options.fault("curve", expected: "ROC or PR", found: .string(curve))
        }
        guard let summation = AUC.Summation(rawValue: summation) else {
            throw options.fault("summation_method", expected: "interpolation, minoring or majoring", found: .string(summation))
        }
        options.ignore("num_labels")
        return AUC(
            thresholdCount: try options.integer("num_thresholds", atLeast: 2) ?? 200, curve: curve, summation: summation,
            thresholds: try thresholds(&options), isMultiLabel: try options.flag("multi_label") ?? false,
            labelWeights: try options.numbers("label_weights")?.map { Float($0) },
            fromLogits: try options.flag("from_logits") ?? false)
    }

    private static func iou(_ name: String, _ options: inout ObjectOptions, _ generation: KerasGeneration) throws -> IoU {
        let targets = try options.integers("target_class_ids")
        if name == "BinaryIoU" {
            let threshold = Float(try options.number("threshold") ?? 0.5)
            return .binary(targetClasses: targets ?? [0, 1], threshold: threshold, generation: generation)
        }
        guard let classes = try options.integer("num_classes", atLeast: 1) else {
            throw options.fault("num_classes", expected: "an integer of at least 1", found: nil)
        }
        let (ignored, axis) = (try options.integer("ignore_class"), try options.integer("axis") ?? -1)
        let isTruthSparse = try options.flag("sparse_y_true") ?? true
        let isPredictionSparse = try options.flag("sparse_y_pred") ?? !name.hasPrefix("OneHot")
        let chosen = targets ?? Array(0..<classes)
        switch name {
        case "IoU":
            return IoU(
                classes: classes, targetClasses: chosen, ignoredClass: ignored, sparseTruth: isTruthSparse,
                sparsePrediction: isPredictionSparse, axis: axis, generation: generation)
        case "MeanIoU":
            return .mean(
                classes: classes, ignoredClass: ignored, sparseTruth: isTruthSparse, sparsePrediction: isPredictionSparse,
                axis: axis, generation: generation)
        case "OneHotIoU":
            return .oneHot(
                classes: classes, targetClasses: chosen, ignoredClass: ignored, sparsePrediction: isPredictionSparse, axis: axis,
                generation: generation)
        default:
            return .oneHotMean(
                classes: classes, ignoredClass: ignored, sparsePrediction: isPredictionSparse, axis: axis, generation: generation)
        }
    }

    /// What a metric that was made in Swift tells of itself.
    static func values(of metric: any Metric) -> [(name: String, value: JSON)] {
        func integer(_ value: Int?) -> JSON { value.map { .integer($0) } ?? .null }
        func numbers(_ values: [Float]) -> JSON { .array(values.map { .number(Double($0)) }) }
        return switch metric {
        case let metric as BinaryAccuracy: [("threshold", .number(Double(metric.threshold)))]
        case let metric as TopKCategoricalAccuracy: [("k", .integer(metric.k))]
        case let metric as SparseTopKCategoricalAccuracy: [("k", .integer(metric.k))]
        case let metric as Precision:
            [
                ("thresholds", metric.topK == nil ? numbers(metric.thresholds) : .null), ("top_k", integer(metric.topK)),
                ("class_id", integer(metric.classID)),
            ]
        case let metric as Recall:
            [
                ("thresholds", metric.topK == nil ? numbers(metric.thresholds) : .null), ("top_k", integer(metric.topK)),
                ("class_id", integer(metric.classID)),
            ]
        case let metric as ConditionCount: [("thresholds", numbers(metric.thresholds))]
        case let metric as AUC:
            [
                ("thresholds", numbers(Array(metric.thresholds.dropFirst().dropLast()))),
                ("curve", .string(metric.curve.rawValue)),
                ("summation_method", .string(metric.summation.rawValue)), ("multi_label", .bool(metric.isMultiLabel)),
                ("from_logits", .bool(metric.fromLogits)),
            ]
        case let metric as FBetaScore:
            [
                ("average", metric.average.map { .string($0.rawValue) } ?? .null),
                ("threshold", metric.threshold.map { .number(Double($0)) } ?? .null),
            ] + (metric.kerasName == "F1Score" ? [] : [("beta", .number(Double(metric.beta)))])
        default: []
        }
    }
}
