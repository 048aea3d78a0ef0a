public import NeuralNetwork

/// `mean(prediction − truth · log(prediction + 1e-7))` over the last axis.
public struct Poisson: Loss {
    public static let kerasName = "Poisson"

    public init() {}

    public func values(truth: Graph.Value, prediction: Graph.Value, in graph: inout Graph) throws(GraphError) -> LossValues {
        let (truth, prediction) = try graph.matched(truth, prediction, for: Self.kerasName)
        let logarithm = try graph.math(.logarithm, graph.scale(prediction, by: 1, offset: kerasEpsilon))
        let values = try graph.subtract(prediction, graph.multiply([truth, logarithm]))
        return LossValues(try graph.reduction(values, .mean, axis: -1))
    }
}
