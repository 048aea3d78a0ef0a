public import NeuralNetwork

/// The greatest of one rate at all thresholds at which another is at least as great as asked: Keras' `SensitivityAtSpecificity`,
/// `SpecificityAtSensitivity`, `PrecisionAtRecall` and `RecallAtPrecision`; 0 where none is.
public struct RateAtRate: Metric {
    public enum Rates: String, Sendable, Hashable, CaseIterable {
        case sensitivityAtSpecificity = "SensitivityAtSpecificity"
        case specificityAtSensitivity = "SpecificityAtSensitivity"
        case precisionAtRecall = "PrecisionAtRecall"
        case recallAtPrecision = "RecallAtPrecision"
    }

    public var kerasName: String { rates.rawValue }
    public let rates: Rates
    /// What the second rate must reach, from 0 to 1.
    public let least: Float
    public let classID: Int?
    private var counts: ThresholdCounts

    /// - Parameters:
    ///   - thresholdCount: divide 0…1 evenly; 1 is 0.5 alone.
    ///   - classID: the only class that counts, along the last axis; nil is all.
    public init(_ rates: Rates, least: Float, thresholdCount: Int = 200, classID: Int? = nil) {
        (self.rates, self.least, self.classID) = (rates, least, classID)
        counts = ThresholdCounts(
            thresholdCount == 1 ? [0.5] : (0..<thresholdCount).map { Float(Double($0) / Double(thresholdCount - 1)) })
    }

    public mutating func update(truth: Tensor, prediction: Tensor, weights: Tensor?) throws(GraphError) {
        try counts.update(
            ThresholdSamples(truth: truth, prediction: prediction, weights: weights, classID: classID, for: kerasName))
    }

    public var results: [Float] {
        let recall = divided(counts.truePositives, by: counts.truePositives, plus: counts.falseNegatives)
        let specificity = divided(counts.trueNegatives, by: counts.trueNegatives, plus: counts.falsePositives)
        let precision = divided(counts.truePositives, by: counts.truePositives, plus: counts.falsePositives)
        let (wanted, bound) =
            switch rates {
            case .sensitivityAtSpecificity: (recall, specificity)
            case .specificityAtSensitivity: (specificity, recall)
            case .precisionAtRecall: (precision, recall)
            case .recallAtPrecision: (recall, precision)
            }
        return [zip(wanted, bound).reduce(0) { $1.1 >= least ? max($0, $1.0) : $0 }]
    }

    public mutating func reset() { counts.reset() }

    public var memory: [[Float]] {
        get { counts.memory }
        set { counts.memory = newValue }
    }
}
