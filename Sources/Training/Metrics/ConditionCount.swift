public import NeuralNetwork

/// How many predictions are right or wrong in one of four ways, by weight: Keras' `TruePositives`, `FalsePositives`, `TrueNegatives` and
/// `FalseNegatives`.
public struct ConditionCount: Metric {
    public enum Condition: String, Sendable, Hashable, CaseIterable {
        case truePositives = "TruePositives"
        case falsePositives = "FalsePositives"
        case trueNegatives = "TrueNegatives"
        case falseNegatives = "FalseNegatives"
    }

    public var kerasName: String { condition.rawValue }
    public let condition: Condition
    private var counts: ThresholdCounts
    /// Above which predictions are positive, in ascending order as they are gone through.
    public var thresholds: [Float] { counts.thresholds }

    /// - Parameter thresholds: each gives a result.
    public init(_ condition: Condition, thresholds: [Float] = [0.5]) {
        (self.condition, counts) = (condition, ThresholdCounts(thresholds))
    }

    public mutating func update(truth: Tensor, prediction: Tensor, weights: Tensor?) throws(GraphError) {
        try counts.update(ThresholdSamples(truth: truth, prediction: prediction, weights: weights, for: kerasName))
    }

    public var results: [Float] {
        switch condition {
        case .truePositives: counts.truePositives
        case .falsePositives: counts.falsePositives
        case .trueNegatives: counts.trueNegatives
        case .falseNegatives: counts.falseNegatives
        }
    }

    public mutating func reset() { counts.reset() }

    public var memory: [[Float]] {
        get { counts.memory }
        set { counts.memory = newValue }
    }
}
