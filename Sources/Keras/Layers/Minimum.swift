import NeuralNetwork

/// The least of all inputs, element by element.
struct MinimumLayer: MergeLayer {
    init(from options: inout LayerOptions) throws {}

    func merge(_ values: [Graph.Value], in graph: inout Graph) throws -> Graph.Value { try graph.minimum(values) }

    func merge(_ values: [MaskedValue], in graph: inout Graph) throws -> Graph.Value {
        try graph.joinedUnderMasks(values) { graph, left, right in try graph.minimum([left, right]) }
    }
}
