public import NeuralNetwork

/// `l2 · Σ x²`: twice what others call weight decay of `l2`.
public struct L2: Regularizer, Hashable {
    public static let kerasName = "L2"

    public var l2: Float

    public init(_ l2: Float = 0.01) { self.l2 = l2 }

    public func penalty(of x: Graph.Value, in graph: inout Graph) throws(GraphError) -> Graph.Value {
        try graph.scale(graph.reductionOfAll(graph.math(.square, x), .sum), by: l2)
    }
}
