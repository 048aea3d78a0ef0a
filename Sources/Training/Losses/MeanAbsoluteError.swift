public import NeuralNetwork

/// `mean(|truth − prediction|)` over the last axis.
public struct MeanAbsoluteError: Loss {
    public static let kerasName = "MeanAbsoluteError"

    public init() {}

    public func values(truth: Graph.Value, prediction: Graph.Value, in graph: inout Graph) throws(GraphError) -> LossValues {
        let (truth, prediction) = try graph.matched(truth, prediction, for: Self.kerasName)
        let distance = try graph.math(.absolute, graph.subtract(prediction, truth))
        return LossValues(try graph.reduction(distance, .mean, axis: -1))
    }
}
