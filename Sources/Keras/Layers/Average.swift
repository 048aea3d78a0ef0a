import NeuralNetwork

/// The mean of all inputs, element by element.
struct AverageLayer: MergeLayer {
    init(from options: inout LayerOptions) throws {}

    func merge(_ values: [Graph.Value], in graph: inout Graph) throws -> Graph.Value { try graph.average(values) }
}
