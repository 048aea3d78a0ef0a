import Foundation
public import NeuralNetwork

/// How sure a classifier is of each class, for one picture.
public struct ClassScores: Sendable, Hashable {
    /// From 0 to 1, in the order of the classes.
    public let scores: [Float]

    /// Reads a classifier's output.
    ///
    /// - Parameters:
    ///   - output: `[1, classes]`, or `[1, 1]`, which is how sure the second of two classes is.
    ///   - isLogits: whether the model leaves its last activation, softmax or for one number sigmoid, to whoever reads it.
    /// - Throws: `VisionError.shape`, and `VisionError.argument` for numbers that no probabilities are.
    public init(of output: Tensor, isLogits: Bool = false) throws(VisionError) {
        guard output.shape.count == 2, output.shape[0] == 1, output.shape[1] > 0 else {
            throw .shape(of: "a classifier's output", expected: "[1, classes]", found: output.shape)
        }
        var scores = output.values
        if isLogits { scores = scores.count == 1 ? [1 / (1 + exp(-scores[0]))] : Self.softmax(scores) }
        if let wrong = scores.first(where: { !(-1e-4...1.0001).contains($0) }) {
            throw .argument(
                "a classifier's output", expected: "probabilities from 0 to 1",
                found: "\(wrong); a model without a last activation answers logits: say so")
        }
        scores = scores.map { min(max($0, 0), 1) }
        self.scores = scores.count == 1 ? [1 - scores[0], scores[0]] : scores
    }

    /// The surest classes first; of equals the one that stands first.
    public func best(_ count: Int, atLeast least: Float = 0) -> [(classIndex: Int, score: Float)] {
        scores.indices.sorted { scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1 }
            .prefix(count).filter { scores[$0] >= least }.map { ($0, scores[$0]) }
    }

    private static func softmax(_ logits: [Float]) -> [Float] {
        let greatest = logits.max()!
        let powers = logits.map { exp($0 - greatest) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }
}
