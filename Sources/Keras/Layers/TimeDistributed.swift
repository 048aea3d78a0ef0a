import NeuralNetwork

/// `TimeDistributed` of Keras: a layer, or a model, for each step by itself.
public struct TimeDistributed: LayerBuilder {
    public let definition: LayerDefinition

    public init(
        _ layer: some LayerBuilder, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "TimeDistributed", name: name, isTrainable: isTrainable, inputShape: inputShape, parts: [layer.definition],
            options: ["layer": .layer(layer.definition)])
    }
}

/// A layer, or a model, applied to each step of `(batch, steps, …)` by itself.
struct TimeDistributedLayer: MaskedLayer, HoldingLayer {
    let inner: InnerLayer

    init(from options: inout LayerOptions) throws { inner = try options.requiredInner("layer") }

    var parts: [(group: String, layer: NetworkLayer)] { [("layer", inner.layer)] }

    func weights(for inputs: [Shape]) throws -> [WeightSpecification] { try inner.weights(for: items(inputs)) }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] {
        try inner.outputShapes(of: items(inputs)).map { Shape(inputs[0].prefix(2)) + $0.dropFirst() }
    }

    func items(_ inputs: [Shape]) throws -> [Shape] {
        try inputs.map { input in
            guard input.count >= 2 else {
                throw ShapeMismatch(expected: "a sequence (batch, steps, …)", found: input.pythonText)
            }
            return [Shape(input.prefix(2)).elementCount] + input.dropFirst(2)
        }
    }

    /// The mask stays that of the steps. Where a step is a sequence itself (a mask of more axes), the inner layer gets its part, and
    /// a step counts if anything in it does (Keras 2).
    func lower(
        masked inputs: [MaskedValue], weights: [Tensor], version: KerasVersion, into graph: inout Graph
    ) throws -> [MaskedValue] {
        let folded = try inputs.map { input in
            let inner = try input.mask.flatMap { graph.shape(of: $0).count > 2 ? try graph.foldSteps($0) : nil }
            return MaskedValue(try graph.foldSteps(input.value), mask: inner)
        }
        let mask = inputs[0].mask
        return try inner.lower(folded, weights: weights, into: &graph).map { result in
            let value = try graph.unfoldSteps(result.value, like: inputs[0].value)
            if version.major < 3, let inner = result.mask {
                return MaskedValue(value, mask: try graph.unfoldSteps(inner, like: inputs[0].value))
            }
            let rank = mask.map { graph.shape(of: $0).count } ?? 2
            guard let mask, rank > 2, version.major < 3 else { return MaskedValue(value, mask: mask) }
            return MaskedValue(value, mask: try graph.reduction(mask, .maximum, axes: Array(2..<rank)))
        }
    }
}
