import Glibc
public import NeuralNetwork

/// The area under a curve of rates over many thresholds, by a sum.
///
/// Predictions lie between 0 and 1. Keras 2 refuses others; here, as in Keras 3, they count as 0 or 1, and NaN counts as negative.
public struct AUC: Metric {
    public enum Curve: String, Sendable, Hashable, CaseIterable {
        /// True positives over false positives.
        case roc = "ROC"
        /// Precision over recall.
        case precisionRecall = "PR"
    }

    public enum Summation: String, Sendable, Hashable, CaseIterable {
        /// Trapezoids; for precision over recall the true curve between the points (Davis and Goadrich 2006).
        case interpolation
        case minoring, majoring
    }

    public let kerasName = "AUC"
    public let curve: Curve
    public let summation: Summation
    /// Whether the area of each label of `[batch, labels]` is taken by itself, and the mean of all.
    public let isMultiLabel: Bool
    public let labelWeights: [Float]?
    /// Whether predictions go from −∞ to ∞, so that a sigmoid is taken of them.
    public let fromLogits: Bool
    private var counts: ThresholdCounts
    /// Above which predictions are positive, in ascending order as they are gone through.
    public var thresholds: [Float] { counts.thresholds }

    /// - Parameters:
    ///   - thresholdCount: at least 2, of which two lie a little below 0 and above 1.
    ///   - thresholds: those between 0 and 1, instead of even ones.
    public init(
        thresholdCount: Int = 200, curve: Curve = .roc, summation: Summation = .interpolation, thresholds: [Float]? = nil,
        isMultiLabel: Bool = false, labelWeights: [Float]? = nil, fromLogits: Bool = false
    ) {
        let inner =
            thresholds?.sorted()
            ?? (0..<max(thresholdCount - 2, 0)).map { Float(Double($0 + 1) / Double(thresholdCount - 1)) }
        (self.curve, self.summation, self.isMultiLabel) = (curve, summation, isMultiLabel)
        (self.labelWeights, self.fromLogits) = (labelWeights, fromLogits)
        counts = ThresholdCounts([-kerasEpsilon] + inner + [1 + kerasEpsilon])
    }

    public mutating func update(truth: Tensor, prediction: Tensor, weights: Tensor?) throws(GraphError) {
        var prediction = prediction
        if fromLogits {
            prediction.withMutableElements { elements in
                for place in elements.indices { elements[place] = 1 / (1 + expf(-elements[place])) }
            }
        }
        let samples = try ThresholdSamples(truth: truth, prediction: prediction, weights: weights, for: kerasName)
        try counts.update(samples, separatesLabels: isMultiLabel, labelWeights: isMultiLabel ? nil : labelWeights)
    }

    public var results: [Float] {
        let areas = (0..<counts.labels).map { area(of: $0) }
        guard isMultiLabel else { return areas }
        let weights = labelWeights ?? areas.map { _ in 1 }
        let sum = weights.reduce(0, +)
        return [sum == 0 ? 0 : zip(areas, weights).reduce(0) { $0 + $1.0 * $1.1 } / sum]
    }

    public mutating func reset() { counts.reset() }

    public var memory: [[Float]] {
        get { counts.memory }
        set { counts.memory = newValue }
    }

    private func area(of label: Int) -> Float {
        let places = counts.thresholds.indices.map { $0 * counts.labels + label }
        let curves = Rates(
            truePositives: places.map { counts.truePositives[$0] }, falsePositives: places.map { counts.falsePositives[$0] },
            trueNegatives: places.map { counts.trueNegatives[$0] }, falseNegatives: places.map { counts.falseNegatives[$0] })
        if curve == .precisionRecall, summation == .interpolation { return curves.interpolatedPrecision }
        let x = curve == .roc ? curves.fallOut : curves.recall
        let y = curve == .roc ? curves.recall : curves.precision
        return x.indices.dropLast().reduce(0) { sum, place in
            let height =
                switch summation {
                case .interpolation: (y[place] + y[place + 1]) / 2
                case .minoring: min(y[place], y[place + 1])
                case .majoring: max(y[place], y[place + 1])
                }
            return sum + (x[place] - x[place + 1]) * height
        }
    }
}

/// The counts of one label, threshold by threshold.
private struct Rates {
    let truePositives: [Float]
    let falsePositives: [Float]
    let trueNegatives: [Float]
    let falseNegatives: [Float]

    var recall: [Float] { divided(truePositives, by: truePositives, plus: falseNegatives) }
    var fallOut: [Float] { divided(falsePositives, by: falsePositives, plus: trueNegatives) }
    var precision: [Float] { divided(truePositives, by: truePositives, plus: falsePositives) }

    /// Between two points true and false positives grow evenly, so that precision doesn't.
    var interpolatedPrecision: Float {
        let positives = zip(truePositives, falsePositives).map { $0 + $1 }
        return positives.indices.dropLast().reduce(0) { sum, place in
            let grown = truePositives[place] - truePositives[place + 1]
            let slope = quotient(grown, max(positives[place] - positives[place + 1], 0))
            let intercept = truePositives[place + 1] - slope * positives[place + 1]
            let ratio =
                positives[place] > 0 && positives[place + 1] > 0
                ? quotient(positives[place], max(positives[place + 1], 0)) : 1
            let truths = max(truePositives[place + 1] + falseNegatives[place + 1], 0)
            return sum + quotient(slope * (grown + intercept * logf(ratio)), truths)
        }
    }

    private func quotient(_ part: Float, _ whole: Float) -> Float { whole == 0 ? 0 : part / whole }
}
