public import NeuralNetwork

/// How much of what was predicted is true: the true positives among the positives.
public struct Precision: Metric {
    public let kerasName = "Precision"
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

    public var results: [Float] { divided(counts.truePositives, by: counts.truePositives, plus: counts.falsePositives) }

    public mutating func reset() { counts.reset() }

    public var memory: [[Float]] {
        get { counts.memory }
        set { counts.memory = newValue }
    }
}

/// `part / (one + other)`, element by element, and 0 where that is a division by 0.
func divided(_ part: [Float], by one: [Float], plus other: [Float]) -> [Float] {
    part.indices.map { one[$0] + other[$0] == 0 ? 0 : part[$0] / (one[$0] + other[$0]) }
}
