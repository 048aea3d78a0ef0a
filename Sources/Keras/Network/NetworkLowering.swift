import NeuralNetwork

/// Turns a network with its weights into one graph of operations; nested networks and shared layers are written out.
struct NetworkLowering {
    let shapes: NetworkShapes
    let context: ReadingContext

    /// Adds the calls of `network` to `graph` and gives the values of its outputs, with their masks.
    ///
    /// - Parameter path: the names of the networks around this one.
    func lower(
        _ network: Network, weights: [LayerTree<[Tensor]>], inputs: [MaskedValue], into graph: inout Graph, path: [String] = []
    ) throws -> [MaskedValue] {
        var results = network.layers.map { Array(repeating: [MaskedValue](), count: $0.calls.count) }
        for (reference, value) in zip(network.inputs, inputs) { results[reference.layer][reference.call] = [value] }
        for call in network.order where results[call.layer][call.call].isEmpty {
            let layer = network.layers[call.layer]
            var arguments = layer.calls[call.call].map { results[$0.layer][$0.call][$0.tensor] }
            for (index, mask) in (layer.details[call.call]?.masks ?? []).enumerated() where index < arguments.count {
                arguments[index].mask = mask.map { results[$0.layer][$0.call][$0.tensor].value }
            }
            let name = (path + [layer.name]).joined(separator: "/")
            switch (layer.kind(ofCall: call.call), weights[call.layer]) {
            case (.layer(let kind), .layer(let tensors)):
                graph.origin = name
                let tensors = kind is any StoredWeightsLayer ? tensors : try tensors.map { try $0.loaded() }
                let values = try NetworkShapes.located(layer, path, context) {
                    let values = try kind.lowered(arguments, weights: tensors, version: context.version, into: &graph)
                    try addCost(of: layer, values.map(\.value), to: &graph)
                    return values
                }
                // Only the outermost network's shapes are at hand; those inside a nested one follow from them.
                if path.isEmpty { try check(values.map(\.value), shapes.results[call.layer][call.call], graph, layer) }
                results[call.layer][call.call] = values
            case (.network(let nested), .network(let trees)):
                results[call.layer][call.call] = try lower(
                    nested, weights: trees, inputs: arguments, into: &graph, path: path + [layer.name])
            default:
                preconditionFailure("layer \"\(name)\" (\(layer.className)) has weights of another kind: \(weights[call.layer])")
            }
        }
        return network.outputs.map { results[$0.layer][$0.call][$0.tensor] }
    }

    /// A layer's own shape rule and those of its operations must agree. Where they don't, that is a fault of Framerill; but it may take
    /// a configuration that no one thought of, and such a file must not end the process.
    private func check(_ values: [Graph.Value], _ declared: [Shape], _ graph: Graph, _ layer: NetworkLayer) throws {
        let lowered = values.map { graph.shape(of: $0) }
        let agree =
            lowered.count == declared.count
            && zip(lowered, declared).allSatisfy { lowered, declared in
                lowered.count == declared.count
                    && zip(lowered, declared).allSatisfy { $0 == nil || $1 == nil || $0 == $1 }
            }
        guard !agree else { return }
        throw KerasError.input(
            file: context.path, layer: layer.name, className: layer.className,
            expected: "operations that give \(declared.map(\.pythonText)), by the layer's shape rule",
            found: "\(lowered.map(\.pythonText)); please report this file")
    }
}
