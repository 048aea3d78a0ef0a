import NeuralNetwork

/// `Multiply` of Keras: the product of all inputs.
public struct Multiply: LayerBuilder {
    public let definition: LayerDefinition

    public init(
        inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition("Multiply", name: name, isTrainable: isTrainable, inputShape: inputShape)
    }
}

/// The product of all inputs.
struct MultiplyLayer: MergeLayer {
    init(from options: inout LayerOptions) throws {}

    func merge(_ values: [Graph.Value], in graph: inout Graph) throws -> Graph.Value { try graph.multiply(values) }

    /// What is masked counts as 1, and what all masks hide is 0.
    func merge(_ values: [MaskedValue], in graph: inout Graph) throws -> Graph.Value {
        let one = graph.constant(Tensor(shape: [1], values: [1]))
        let factors = try values.map { value in
            guard let mask = value.mask else { return value.value }
            return try graph.choice(graph.raised(mask, toRankOf: value.value), value.value, one)
        }
        let product = try graph.multiply(factors)
        let masks = values.compactMap(\.mask)
        guard masks.count == values.count else { return product }
        return try graph.multiply([product, graph.raised(graph.maximum(masks), toRankOf: product)])
    }
}
