import NeuralNetwork

/// The greatest of all inputs, element by element.
struct Maximum: MergeLayer {
    init(from options: inout LayerOptions) throws {}

    func merge(_ values: [Graph.Value], in graph: inout Graph) throws -> Graph.Value { try graph.maximum(values) }
}
