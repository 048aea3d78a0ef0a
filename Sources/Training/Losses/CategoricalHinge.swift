public import NeuralNetwork

/// `max(max((1 − truth) · prediction) − Σ truth · prediction + 1, 0)` along the last axis, of one-hot truths.
public struct CategoricalHinge: Loss {
    public static let kerasName = "CategoricalHinge"

    public init() {}

    public func values(truth: Graph.Value, prediction: Graph.Value, in graph: inout Graph) throws(GraphError) -> LossValues {
        let (truth, prediction) = try graph.matched(truth, prediction, for: Self.kerasName)
        let right = try graph.reduction(graph.multiply([truth, prediction]), .sum, axis: -1)
        let others = try graph.multiply([graph.scale(truth, by: -1, offset: 1), prediction])
        let wrong = try graph.reduction(others, .maximum, axis: -1)
        return LossValues(try graph.atLeast(0, graph.scale(graph.subtract(wrong, right), by: 1, offset: 1)))
    }
}
