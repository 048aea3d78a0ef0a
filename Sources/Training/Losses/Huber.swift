public import NeuralNetwork

/// The mean over the last axis of half the squared error where that is at most `delta`, and of `delta · |error| − delta² / 2` beyond
/// (Huber 1964).
public struct Huber: Loss {
    public static let kerasName = "Huber"

    public var delta: Float

    public init(delta: Float = 1) { self.delta = delta }

    public func values(truth: Graph.Value, prediction: Graph.Value, in graph: inout Graph) throws(GraphError) -> LossValues {
        let (truth, prediction) = try graph.matched(truth, prediction, for: Self.kerasName)
        let error = try graph.subtract(prediction, truth)
        let distance = try graph.math(.absolute, error)
        let near = try graph.scale(graph.math(.square, error), by: 0.5)
        let far = try graph.scale(distance, by: delta, offset: -0.5 * delta * delta)
        let isNear = try graph.pairwise(.lessOrEqual, distance, graph.number(delta))
        return LossValues(try graph.reduction(graph.choice(isNear, near, far), .mean, axis: -1))
    }
}
