import NeuralNetwork

/// The sum of all inputs.
struct AddLayer: MergeLayer {
    init(from options: inout LayerOptions) throws {}

    func merge(_ values: [Graph.Value], in graph: inout Graph) throws -> Graph.Value { try graph.add(values) }
}
