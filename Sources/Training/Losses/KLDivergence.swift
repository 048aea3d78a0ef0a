public import NeuralNetwork

/// `Σ truth · log(truth / prediction)` over the last axis, both between 1e-7 and 1 (Kullback and Leibler 1951).
public struct KLDivergence: Loss {
    public static let kerasName = "KLDivergence"

    public init() {}

    public func values(truth: Graph.Value, prediction: Graph.Value, in graph: inout Graph) throws(GraphError) -> LossValues {
        let (truth, prediction) = try graph.matched(truth, prediction, for: Self.kerasName)
        let truths = try graph.clipped(truth, from: kerasEpsilon, to: 1)
        let quotient = try graph.elementwise(.divide, truths, graph.clipped(prediction, from: kerasEpsilon, to: 1))
        return LossValues(try graph.reduction(graph.multiply([truths, graph.math(.logarithm, quotient)]), .sum, axis: -1))
    }
}
