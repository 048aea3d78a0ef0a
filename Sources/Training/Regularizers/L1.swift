public import NeuralNetwork

/// `l1 · Σ |x|`.
public struct L1: Regularizer, Hashable {
    public static let kerasName = "L1"

    public var l1: Float

    public init(_ l1: Float = 0.01) { self.l1 = l1 }

    public func penalty(of x: Graph.Value, in graph: inout Graph) throws(GraphError) -> Graph.Value {
        try graph.scale(graph.reductionOfAll(graph.math(.absolute, x), .sum), by: l1)
    }
}
