public import NeuralNetwork

/// Minus the cosine of the angle between truth and prediction along an axis: −1 where they point the same way. A vector of zeros gives 0.
public struct CosineSimilarity: Loss {
    public static let kerasName = "CosineSimilarity"

    public var axis: Int
    public var generation: KerasGeneration

    public init(axis: Int = -1, generation: KerasGeneration = .two) { (self.axis, self.generation) = (axis, generation) }

    public func values(truth: Graph.Value, prediction: Graph.Value, in graph: inout Graph) throws(GraphError) -> LossValues {
        let (truth, prediction) = try graph.matched(truth, prediction, for: Self.kerasName)
        // Keras 2 keeps the squared length from falling below this, Keras 3 the length.
        let epsilon: Float = generation == .two ? 1e-12 : kerasEpsilon * kerasEpsilon
        let directions = try [truth, prediction].map { (value) throws(GraphError) in
            try graph.l2Normalization(value, axis: axis, epsilon: epsilon)
        }
        return LossValues(try graph.scale(graph.reduction(graph.multiply(directions), .sum, axis: axis), by: -1))
    }
}
