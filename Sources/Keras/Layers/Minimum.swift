import NeuralNetwork

/// `Minimum` of Keras: the least of all inputs, element by element.
public struct Minimum: LayerBuilder {
    public let definition: LayerDefinition

    public init(
        inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition("Minimum", name: name, isTrainable: isTrainable, inputShape: inputShape)
    }
}

/// The least of all inputs, element by element.
struct MinimumLayer: MergeLayer {
    init(from options: inout LayerOptions) throws {}

    func merge(_ values: [Graph.Value], in graph: inout Graph) throws -> Graph.Value { try graph.minimum(values) }

    func merge(_ values: [MaskedValue], in graph: inout Graph) throws -> Graph.Value {
        try graph.joinedUnderMasks(values) { graph, left, right in try graph.minimum([left, right]) }
    }
}
