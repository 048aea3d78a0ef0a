import NeuralNetwork

/// `SpectralNormalization` of Keras: a layer whose kernel is divided by its largest singular value.
public struct SpectralNormalization: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameter powerIterations: how often training improves its guess of that value at each step.
    public init(
        _ layer: some LayerBuilder, powerIterations: Int = 1, inputShape: [Int?]? = nil, name: String? = nil,
        isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "SpectralNormalization", name: name, isTrainable: isTrainable, inputShape: inputShape, parts: [layer.definition],
            options: ["layer": .layer(layer.definition), "power_iterations": .integer(powerIterations)])
    }
}

/// A layer whose kernel training divides by its spectral norm; what is saved is divided already. Its vector `u` serves training only.
struct SpectralNormalizationLayer: HoldingLayer {
    let inner: InnerLayer

    var maskRule: MaskRule { .passesSince(major: 3) }

    init(from options: inout LayerOptions) throws {
        inner = try options.requiredInner("layer")
        options.ignore("power_iterations")
    }

    var parts: [(group: String, layer: NetworkLayer)] { [("layer", inner.layer)] }

    func weights(for inputs: [Shape]) throws -> [WeightSpecification] {
        let own = try inner.weights(for: inputs)
        guard let kernel = own.first(where: { $0.name == "kernel" || $0.name == "embeddings" }), let columns = kernel.shape.last
        else {
            throw ShapeMismatch(expected: "an inner layer with a kernel", found: own.map(\.name).joined(separator: ", "))
        }
        let vector = WeightSpecification("vector_u", [1, columns], isTrainable: false)
        return own.filter(\.isTrainable) + [vector] + own.filter { !$0.isTrainable }
    }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] { try inner.outputShapes(of: inputs) }

    func lower(_ inputs: [Graph.Value], weights: [Tensor], into graph: inout Graph) throws -> [Graph.Value] {
        let place = try inner.weights(for: inputs.map { graph.shape(of: $0) }).count(where: \.isTrainable)
        let own = weights[..<place] + weights[(place + 1)...]
        return try inner.lower(inputs.map { MaskedValue($0) }, weights: Array(own), into: &graph).map(\.value)
    }
}
