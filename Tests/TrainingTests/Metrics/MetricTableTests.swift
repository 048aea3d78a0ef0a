import NeuralNetwork
import Testing
import Training

/// Every metric beside both generations of Keras, over `References/metrics.json`: each over one or two batches.
@Suite struct `The table of metrics` {
    struct Case: Decodable {
        struct Batch: Decodable {
            let truth: ReferenceArray
            let prediction: ReferenceArray
            let weights: ReferenceArray?
        }

        let metric: String
        let options: ReferenceOptions
        let batches: [Batch]
        let two: ReferenceArray?
        let three: ReferenceArray?
    }

    @Test(arguments: KerasGeneration.allCases) func `equals Keras`(generation: KerasGeneration) throws {
        var compared = 0
        for (index, one) in try ReferenceTable.cases("metrics.json", as: Case.self).enumerated() {
            guard let expected = generation == .two ? one.two : one.three else { continue }
            var metric = try #require(KnownMetrics.metric(one.metric, one.options, generation), "\(one.metric)")
            for _ in 0..<2 {
                for batch in one.batches {
                    try metric.update(
                        truth: batch.truth.tensor, prediction: batch.prediction.tensor, weights: batch.weights?.tensor)
                }
                #expect(
                    agree(metric.results, expected.values),
                    "case \(index), \(one.metric), Keras \(generation): \(metric.results), not \(expected.values)")
                metric.reset()
            }
            #expect(metric.kerasName == one.metric)
            compared += 1
        }
        #expect(compared > 200)
    }
}

/// The metrics of the table, made with its options.
enum KnownMetrics {
    static func metric(_ name: String, _ options: ReferenceOptions, _ generation: KerasGeneration) -> (any Metric)? {
        let classID = options.integer("class_id")
        let thresholds = options.list("thresholds")
        let (classes, targets) = (options.integer("num_classes") ?? 0, options.list("target_class_ids")?.map { Int($0) })
        let axis = options.integer("axis") ?? -1
        let average = options.text("average").flatMap(FBetaScore.Average.init(rawValue:))
        if let condition = ConditionCount.Condition(rawValue: name) {
            return ConditionCount(condition, thresholds: thresholds ?? [0.5])
        }
        if let rates = RateAtRate.Rates(rawValue: name) {
            let least = ["specificity", "sensitivity", "recall", "precision"].compactMap { options.number($0) }.first
            return RateAtRate(
                rates, least: least ?? 0, thresholdCount: options.integer("num_thresholds") ?? 200, classID: classID)
        }
        switch name {
        case "BinaryAccuracy": return BinaryAccuracy(threshold: options.number("threshold") ?? 0.5)
        case "Precision": return Precision(thresholds: thresholds, topK: options.integer("top_k"), classID: classID)
        case "Recall": return Recall(thresholds: thresholds, topK: options.integer("top_k"), classID: classID)
        case "TopKCategoricalAccuracy": return TopKCategoricalAccuracy(k: options.integer("k") ?? 5)
        case "SparseTopKCategoricalAccuracy":
            return SparseTopKCategoricalAccuracy(k: options.integer("k") ?? 5, fromSortedIDs: options.flag("from_sorted_ids"))
        case "AUC":
            return AUC(
                thresholdCount: options.integer("num_thresholds") ?? 200,
                curve: options.text("curve").flatMap(AUC.Curve.init(rawValue:)) ?? .roc,
                summation: options.text("summation_method").flatMap(AUC.Summation.init(rawValue:)) ?? .interpolation,
                thresholds: thresholds, isMultiLabel: options.flag("multi_label"), labelWeights: options.list("label_weights"),
                fromLogits: options.flag("from_logits"))
        case "F1Score": return FBetaScore.f1(average: average, threshold: options.number("threshold"), generation: generation)
        case "FBetaScore":
            return FBetaScore(
                average: average, beta: options.number("beta") ?? 1, threshold: options.number("threshold"),
                generation: generation)
        case "BinaryIoU":
            return IoU.binary(
                targetClasses: targets ?? [0, 1], threshold: options.number("threshold") ?? 0.5, generation: generation)
        case "IoU": return IoU(classes: classes, targetClasses: targets ?? [], generation: generation)
        case "MeanIoU": return IoU.mean(classes: classes, ignoredClass: options.integer("ignore_class"), generation: generation)
        case "OneHotIoU":
            return IoU.oneHot(classes: classes, targetClasses: targets ?? [], axis: axis, generation: generation)
        case "OneHotMeanIoU":
            return IoU.oneHotMean(
                classes: classes, sparsePrediction: options.flag("sparse_y_pred"), generation: generation)
        case "BinaryCrossentropy", "CategoricalCrossentropy", "SparseCategoricalCrossentropy":
            return KnownLosses.loss(name, options, generation).map { LossMetric($0) }
        default: return MetricCatalogue.metric(named: name, generation: generation)
        }
    }
}
