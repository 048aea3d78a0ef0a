public import NeuralNetwork

/// The harmonic mean of precision and recall, recall weighing `beta` times as much (van Rijsbergen 1979), class by class.
public struct FBetaScore: Metric {
    public enum Average: String, Sendable, Hashable, CaseIterable {
        /// All classes are counted as one.
        case micro
        /// The mean of the classes.
        case macro
        /// The mean of the classes, each as often as it is true.
        case weighted
    }

    public let kerasName: String
    /// nil gives the score of each class.
    public let average: Average?
    public let beta: Float
    /// Above which a class is predicted; nil is the greatest of each item alone.
    public let threshold: Float?
    public let generation: KerasGeneration
    private var truePositives: [Float] = []
    private var falsePositives: [Float] = []
    private var falseNegatives: [Float] = []
    private var truths: [Float] = []

    public init(average: Average? = nil, beta: Float = 1, threshold: Float? = nil, generation: KerasGeneration = .two) {
        self.init("FBetaScore", average, beta, threshold, generation)
    }

    private init(
        _ name: String, _ average: Average?, _ beta: Float, _ threshold: Float?, _ generation: KerasGeneration
    ) {
        (kerasName, self.average, self.beta, self.threshold) = (name, average, beta, threshold)
        self.generation = generation
    }

    /// Keras' `F1Score`: the score of beta 1.
    public static func f1(
        average: Average? = nil, threshold: Float? = nil, generation: KerasGeneration = .two
    ) -> FBetaScore { FBetaScore("F1Score", average, 1, threshold, generation) }

    /// - Parameters:
    ///   - truth: one-hot `[batch, classes]`, as `prediction`.
    ///   - weights: `[batch]`.
    public mutating func update(truth: Tensor, prediction: Tensor, weights: Tensor?) throws(GraphError) {
        let shape = prediction.shape
        guard shape.count == 2, truth.shape == shape, truths.isEmpty || average == .micro || truths.count == shape[1] else {
            throw .mismatch(
                site: kerasName, expected: "truth and prediction [batch, classes], as many classes as before",
                found: "\(truth.shape) and \(shape)")
        }
        let factors = try ElementWeights(weights, for: shape)
        let classes = average == .micro ? 1 : shape[1]
        if truths.isEmpty {
            let zeros = [Float](repeating: 0, count: classes)
            (truePositives, falsePositives, falseNegatives, truths) = (zeros, zeros, zeros, zeros)
        }
        let (labels, answers) = (truth.values, prediction.values)
        for item in 0..<shape[0] {
            let row = answers[item * shape[1]..<(item + 1) * shape[1]]
            let greatest = row.max() ?? 0
            for place in row.indices {
                let isPredicted = threshold.map { row[place] > $0 } ?? (row[place] >= greatest && abs(row[place]) > 1e-9)
                let (label, answer, weight) = (labels[place], Float(isPredicted ? 1 : 0), factors[place])
                let index = average == .micro ? 0 : place - row.startIndex
                truePositives[index] += answer * label * weight
                falsePositives[index] += answer * (1 - label) * weight
                falseNegatives[index] += (1 - answer) * label * weight
                truths[index] += label * weight
            }
        }
    }

    public var results: [Float] {
        guard !truths.isEmpty else { return [0] }
        let scores = truths.indices.map { index in
            let precision = quotient(truePositives[index], truePositives[index] + falsePositives[index])
            let recall = quotient(truePositives[index], truePositives[index] + falseNegatives[index])
            return quotient(precision * recall, beta * beta * precision + recall) * (1 + beta * beta)
        }
        switch average {
        case nil: return scores
        case .micro, .macro: return [scores.reduce(0, +) / Float(scores.count)]
        case .weighted:
            let all = truths.reduce(0, +)
            return [scores.indices.reduce(0) { $0 + scores[$1] * quotient(truths[$1], all) }]
        }
    }

    public mutating func reset() { (truePositives, falsePositives, falseNegatives, truths) = ([], [], [], []) }

    public var memory: [[Float]] {
        get { [truePositives, falsePositives, falseNegatives, truths] }
        set { (truePositives, falsePositives, falseNegatives, truths) = (newValue[0], newValue[1], newValue[2], newValue[3]) }
    }

    /// Keras 2 gives 0 for a division by 0, Keras 3 adds 1e-7 to every divisor.
    private func quotient(_ part: Float, _ whole: Float) -> Float {
        generation == .three ? part / (whole + kerasEpsilon) : whole == 0 ? 0 : part / whole
    }
}
