/// The metrics by all names that Keras has for them, but for those that a name alone doesn't tell (which thresholds, how many classes).
public enum MetricCatalogue {
    /// One metric and its names: that of the class first, then that of the instance.
    public struct Entry: Sendable {
        public let names: [String]
        /// Makes it as its name alone means it.
        public let make: @Sendable (KerasGeneration) -> any Metric

        init(_ names: String..., make: @escaping @Sendable (KerasGeneration) -> any Metric) {
            (self.names, self.make) = (names, make)
        }
    }

    public static let entries: [Entry] =
        [
            Entry("Accuracy") { _ in Accuracy() },
            Entry("BinaryAccuracy", "binary_accuracy") { _ in BinaryAccuracy() },
            Entry("CategoricalAccuracy", "categorical_accuracy") { _ in CategoricalAccuracy() },
            Entry("SparseCategoricalAccuracy", "sparse_categorical_accuracy") { _ in SparseCategoricalAccuracy() },
            Entry("TopKCategoricalAccuracy", "top_k_categorical_accuracy") { _ in TopKCategoricalAccuracy() },
            Entry("SparseTopKCategoricalAccuracy", "sparse_top_k_categorical_accuracy") { _ in SparseTopKCategoricalAccuracy() },
            Entry("Precision", "precision") { _ in Precision() },
            Entry("Recall", "recall") { _ in Recall() },
            Entry("TruePositives", "true_positives") { _ in ConditionCount(.truePositives) },
            Entry("FalsePositives", "false_positives") { _ in ConditionCount(.falsePositives) },
            Entry("TrueNegatives", "true_negatives") { _ in ConditionCount(.trueNegatives) },
            Entry("FalseNegatives", "false_negatives") { _ in ConditionCount(.falseNegatives) },
            Entry("AUC", "auc") { _ in AUC() },
            Entry("F1Score", "f1_score") { FBetaScore.f1(generation: $0) },
            Entry("FBetaScore", "fbeta_score", "f_beta_score") { FBetaScore(generation: $0) },
            Entry("BinaryIoU", "binary_io_u", "binary_iou") { IoU.binary(generation: $0) },
            Entry("RootMeanSquaredError", "root_mean_squared_error") { _ in RootMeanSquaredError() },
            Entry("CosineSimilarity", "cosine_similarity", "cosine_proximity") {
                LossMetric(CosineSimilarity(generation: $0), isNegated: true)
            },
            Entry("LogCoshError", "logcosh", "log_cosh", "log_cosh_error") { _ in LossMetric(LogCosh(), name: "LogCoshError") },
        ] + LossCatalogue.entries.filter { !["CosineSimilarity", "LogCosh"].contains($0.names[0]) }.map(Entry.init(ofLoss:))

    /// The metric of a name that means the same beside every truth; nil where Keras has none, or it isn't known here.
    public static func metric(named name: String, generation: KerasGeneration = .two) -> (any Metric)? {
        entries.first { $0.names.contains(name) }?.make(generation)
    }
}

extension MetricCatalogue.Entry {
    fileprivate init(ofLoss entry: LossCatalogue.Entry) {
        (names, make) = (entry.names, { LossMetric(entry.make($0)) })
    }
}
