public import NeuralNetwork

/// `mean((log(prediction + 1) − log(truth + 1))²)` over the last axis, both kept from falling below 1e-7.
public struct MeanSquaredLogarithmicError: Loss {
    public static let kerasName = "MeanSquaredLogarithmicError"

    public init() {}

    public func values(truth: Graph.Value, prediction: Graph.Value, in graph: inout Graph) throws(GraphError) -> LossValues {
        let (truth, prediction) = try graph.matched(truth, prediction, for: Self.kerasName)
        let logarithms = try [prediction, truth].map { (value) throws(GraphError) in
            try graph.math(.logarithm, graph.scale(graph.atLeast(kerasEpsilon, value), by: 1, offset: 1))
        }
        let distance = try graph.pairwise(.squaredDifference, logarithms[0], logarithms[1])
        return LossValues(try graph.reduction(distance, .mean, axis: -1))
    }
}
