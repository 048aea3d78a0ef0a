import NeuralNetwork

/// The least of all inputs, element by element.
struct Minimum: MergeLayer {
    init(from options: inout LayerOptions) throws {}

    func merge(_ values: [Graph.Value], in graph: inout Graph) throws -> Graph.Value { try graph.minimum(values) }
}
