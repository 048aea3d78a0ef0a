public import NeuralNetwork

/// `100 · mean(|(truth − prediction) / max(|truth|, 1e-7)|)` over the last axis.
public struct MeanAbsolutePercentageError: Loss {
    public static let kerasName = "MeanAbsolutePercentageError"

    public init() {}

    public func values(truth: Graph.Value, prediction: Graph.Value, in graph: inout Graph) throws(GraphError) -> LossValues {
        let (truth, prediction) = try graph.matched(truth, prediction, for: Self.kerasName)
        let scale = try graph.atLeast(kerasEpsilon, graph.math(.absolute, truth))
        let part = try graph.math(.absolute, graph.elementwise(.divide, graph.subtract(truth, prediction), scale))
        return LossValues(try graph.scale(graph.reduction(part, .mean, axis: -1), by: 100))
    }
}
