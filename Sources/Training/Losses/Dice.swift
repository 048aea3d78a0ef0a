public import NeuralNetwork

/// `1 − 2 · Σ truth · prediction / (Σ truth + Σ prediction + 1e-7)` (Dice 1945), over some axes or over everything.
public struct Dice: Loss {
    public static let kerasName = "Dice"

    /// Over which the sums go; nil is everything, the batch too, and gives `[1]`.
    public var axes: [Int]?

    public init(axes: [Int]? = nil) { self.axes = axes }

    public func values(truth: Graph.Value, prediction: Graph.Value, in graph: inout Graph) throws(GraphError) -> LossValues {
        let (truth, prediction) = try graph.matched(truth, prediction, for: Self.kerasName)
        let common = try graph.overlapSum(graph.multiply([truth, prediction]), axes)
        let all = try graph.add([graph.overlapSum(truth, axes), graph.overlapSum(prediction, axes)])
        let part = try graph.elementwise(.divide, graph.scale(common, by: 2), graph.scale(all, by: 1, offset: kerasEpsilon))
        return LossValues(try graph.scale(part, by: -1, offset: 1))
    }
}
