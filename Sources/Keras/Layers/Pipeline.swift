import NeuralNetwork

/// Layers one after the other (Keras 3).
struct PipelineLayer: MaskedLayer {
    let parts: [InnerLayer]

    init(from options: inout LayerOptions) throws {
        guard let layers = options.value("layers")?.elements, !layers.isEmpty else {
            throw options.fault("layers", expected: "at least one layer", found: nil)
        }
        let place = "layer \"\(options.layerName)\" (Pipeline): option \"layers\""
        let context = options.context
        parts = try layers.map { try InnerLayer($0, context: context, place: place) }
    }

    /// What each part is given, and at last what the whole gives.
    private func stages(_ inputs: [Shape]) throws -> [[Shape]] {
        try parts.reduce(into: [inputs]) { stages, part in stages.append(try part.outputShapes(of: stages[stages.count - 1])) }
    }

    func weights(for inputs: [Shape]) throws -> [WeightSpecification] {
        try zip(parts, stages(inputs)).flatMap { try $0.weights(for: $1) }
    }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] { try stages(inputs)[parts.count] }

    func lower(
        masked inputs: [MaskedValue], weights: [Tensor], version: KerasVersion, into graph: inout Graph
    ) throws -> [MaskedValue] {
        var (values, rest) = (inputs, weights[...])
        for part in parts {
            let count = try part.weights(for: values.map { graph.shape(of: $0.value) }).count
            values = try part.lower(values, weights: Array(rest.prefix(count)), into: &graph)
            rest = rest.dropFirst(count)
        }
        return values
    }
}
