public import NeuralNetwork

/// `mean(max(1 − truth · prediction, 0))` over the last axis. The truth is −1 or 1; where all of a batch is 0 or 1, 0 means −1.
public struct Hinge: Loss {
    public static let kerasName = "Hinge"

    public init() {}

    public func values(truth: Graph.Value, prediction: Graph.Value, in graph: inout Graph) throws(GraphError) -> LossValues {
        let (truth, prediction) = try graph.matched(truth, prediction, for: Self.kerasName)
        let margin = try graph.hingeMargin(truth, prediction)
        return LossValues(try graph.reduction(margin, .mean, axis: -1))
    }
}

extension Graph {
    /// `max(1 − truth · prediction, 0)`, of labels −1 and 1.
    mutating func hingeMargin(_ truth: Value, _ prediction: Value) throws(GraphError) -> Value {
        let isBinary = try pairwise(.logicalOr, pairwise(.equal, truth, number(0)), pairwise(.equal, truth, number(1)))
        // Keras asks the whole batch, not each item.
        let areBinary = try reductionOfAll(isBinary, .minimum)
        let signs = try choice(areBinary, scale(truth, by: 2, offset: -1), truth)
        return try atLeast(0, scale(multiply([signs, prediction]), by: -1, offset: 1))
    }
}
