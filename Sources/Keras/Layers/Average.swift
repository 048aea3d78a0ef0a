import NeuralNetwork

/// `Average` of Keras: the mean of all inputs, element by element.
public struct Average: LayerBuilder {
    public let definition: LayerDefinition

    public init(
        inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition("Average", name: name, isTrainable: isTrainable, inputShape: inputShape)
    }
}

/// The mean of all inputs, element by element.
struct AverageLayer: MergeLayer {
    init(from options: inout LayerOptions) throws {}

    func merge(_ values: [Graph.Value], in graph: inout Graph) throws -> Graph.Value { try graph.average(values) }
}
