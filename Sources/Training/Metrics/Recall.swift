public import NeuralNetwork

/// How much of what is true was predicted: the true positives among the truths.
public struct Recall: Metric {
    public let kerasName = "Recall"
    /// How many of the last axis, the greatest, are predictions at all; nil is all above the threshold.
    public let topK: Int?
    /// The only class that counts, along the last axis; nil is all.
    public let classID: Int?
    private var counts: ThresholdCounts
    /// Above which predictions are positive, in ascending order as they are gone through.
    public var thresholds: [Float] { counts.thresholds }

    /// - Parameter thresholds: each gives a result; nil is 0.5, or none where `topK` is given.
    public init(thresholds: [Float]? = nil, topK: Int? = nil, classID: Int? = nil) {
        (self.topK, self.classID) = (topK, classID)
        counts = ThresholdCounts(thresholds ?? [topK == nil ? 0.5 : ThresholdSamples.lowest])
    }

    public mutating func update(truth: Tensor, prediction: Tensor, weights: Tensor?) throws(GraphError) {
        try counts.update(
            ThresholdSamples(
                truth: truth, prediction: prediction, weights: weights, topK: topK, classID: classID, for: kerasName))
    }

    public var results: [Float] { divided(counts.truePositives, by: counts.truePositives, plus: counts.falseNegatives) }

    public mutating func reset() { counts.reset() }

    public var memory: [[Float]] {
        get { counts.memory }
        set { counts.memory = newValue }
    }
}
