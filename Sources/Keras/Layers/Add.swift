import NeuralNetwork

/// `Add` of Keras: the sum of all inputs.
public struct Add: LayerBuilder {
    public let definition: LayerDefinition

    public init(
        inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition("Add", name: name, isTrainable: isTrainable, inputShape: inputShape)
    }
}

/// The sum of all inputs.
struct AddLayer: MergeLayer {
    init(from options: inout LayerOptions) throws {}

    func merge(_ values: [Graph.Value], in graph: inout Graph) throws -> Graph.Value { try graph.add(values) }
}
