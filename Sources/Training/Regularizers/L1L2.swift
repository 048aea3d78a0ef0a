public import NeuralNetwork

/// `l1 · Σ |x| + l2 · Σ x²`.
public struct L1L2: Regularizer, Hashable {
    public static let kerasName = "L1L2"

    public var l1: Float
    public var l2: Float

    public init(l1: Float = 0, l2: Float = 0) { (self.l1, self.l2) = (l1, l2) }

    public func penalty(of x: Graph.Value, in graph: inout Graph) throws(GraphError) -> Graph.Value {
        if l2 == 0 { return try L1(l1).penalty(of: x, in: &graph) }
        let squares = try L2(l2).penalty(of: x, in: &graph)
        return l1 == 0 ? squares : try graph.add([L1(l1).penalty(of: x, in: &graph), squares])
    }
}
