public import NeuralNetwork

/// `mean((truth − prediction)²)` over the last axis.
public struct MeanSquaredError: Loss {
    public static let kerasName = "MeanSquaredError"

    public init() {}

    public func values(truth: Graph.Value, prediction: Graph.Value, in graph: inout Graph) throws(GraphError) -> LossValues {
        let (truth, prediction) = try graph.matched(truth, prediction, for: Self.kerasName)
        return LossValues(try graph.reduction(graph.pairwise(.squaredDifference, prediction, truth), .mean, axis: -1))
    }
}
