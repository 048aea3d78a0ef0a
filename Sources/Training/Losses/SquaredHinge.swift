public import NeuralNetwork

/// `mean(max(1 − truth · prediction, 0)²)` over the last axis, of the truth that ``Hinge`` asks for.
public struct SquaredHinge: Loss {
    public static let kerasName = "SquaredHinge"

    public init() {}

    public func values(truth: Graph.Value, prediction: Graph.Value, in graph: inout Graph) throws(GraphError) -> LossValues {
        let (truth, prediction) = try graph.matched(truth, prediction, for: Self.kerasName)
        let margin = try graph.hingeMargin(truth, prediction)
        return LossValues(try graph.reduction(graph.math(.square, margin), .mean, axis: -1))
    }
}
