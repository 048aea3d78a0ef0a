import NeuralNetwork

/// `Maximum` of Keras: the greatest of all inputs, element by element.
public struct Maximum: LayerBuilder {
    public let definition: LayerDefinition

    public init(
        inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition("Maximum", name: name, isTrainable: isTrainable, inputShape: inputShape)
    }
}

/// The greatest of all inputs, element by element.
struct MaximumLayer: MergeLayer {
    init(from options: inout LayerOptions) throws {}

    func merge(_ values: [Graph.Value], in graph: inout Graph) throws -> Graph.Value { try graph.maximum(values) }

    func merge(_ values: [MaskedValue], in graph: inout Graph) throws -> Graph.Value {
        try graph.joinedUnderMasks(values) { graph, left, right in try graph.maximum([left, right]) }
    }
}
