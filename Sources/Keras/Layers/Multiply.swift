import NeuralNetwork

/// The product of all inputs.
struct Multiply: MergeLayer {
    init(from options: inout LayerOptions) throws {}

    func merge(_ values: [Graph.Value], in graph: inout Graph) throws -> Graph.Value { try graph.multiply(values) }
}
