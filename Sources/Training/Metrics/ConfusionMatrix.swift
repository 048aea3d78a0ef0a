public import NeuralNetwork

/// How often each class was taken for each, by weight.
public struct ConfusionMatrix: Sendable, Hashable {
    public let classes: Int
    /// Row by row: the classes that are true, and in each row those that were predicted.
    public internal(set) var counts: [Float]

    public init(classes: Int) {
        self.classes = classes
        counts = [Float](repeating: 0, count: classes * classes)
    }

    public subscript(truth: Int, prediction: Int) -> Float { counts[truth * classes + prediction] }

    /// Counts a batch of a classifier in.
    ///
    /// - Parameters:
    ///   - truth: class numbers `[batch, …]` or `[batch, …, 1]`, or one-hot as the prediction.
    ///   - prediction: `[batch, …, classes]`, of which the greatest is predicted; `[batch, …, 1]` is the second of two classes above 0.5.
    public mutating func update(truth: Tensor, prediction: Tensor, weights: Tensor? = nil) throws(GraphError) {
        let shape = prediction.shape.dropLast().map { $0 }
        let answers: Tensor
        if prediction.shape.last == 1 {
            answers = Tensor(shape: shape, values: prediction.values.map { $0 > 0.5 ? 1 : 0 })
        } else {
            answers = prediction.greatestPlaces
        }
        let isOneHot = truth.shape == prediction.shape && prediction.shape.last != 1
        if !isOneHot { _ = try labelShape(truth, beside: prediction, for: "confusion matrix") }
        try add(isOneHot ? truth.greatestPlaces : truth.reshaped(to: shape), answers, weights, ignoring: nil)
    }

    public mutating func reset() { self = ConfusionMatrix(classes: classes) }

    /// Counts class numbers in.
    ///
    /// - Parameter outside: what becomes of numbers that are no class: refused, or left out.
    mutating func add(
        _ truth: Tensor, _ prediction: Tensor, _ weights: Tensor?, ignoring ignored: Int?, refusesOthers: Bool = true,
        truncatesWeights: Bool = false
    ) throws(GraphError) {
        let factors = try ElementWeights(weights, for: truth.shape)
        let (labels, answers) = (truth.values, prediction.values)
        for place in labels.indices where ignored.map({ labels[place].rounded(.towardZero) != Float($0) }) ?? true {
            guard let label = number(labels[place]), let answer = number(answers[place]) else {
                guard refusesOthers else { continue }
                throw .mismatch(
                    site: "confusion matrix", expected: "classes from 0 to \(classes - 1)",
                    found: "\(labels[place]) and \(answers[place])")
            }
            let weight = factors[place]
            counts[label * classes + answer] += truncatesWeights ? weight.rounded(.towardZero) : weight
        }
    }

    private func number(_ label: Float) -> Int? { label > -1 && label < Float(classes) ? Int(label) : nil }
}

extension ConfusionMatrix {
    /// What was right.
    public var rightCount: Float { (0..<classes).reduce(0) { $0 + self[$1, $1] } }

    public var total: Float { counts.reduce(0, +) }

    /// How often a class is true.
    public func truths(of label: Int) -> Float { (0..<classes).reduce(0) { $0 + self[label, $1] } }

    /// How often a class was predicted.
    public func predictions(of label: Int) -> Float { (0..<classes).reduce(0) { $0 + self[$1, label] } }
}
