import NeuralNetwork

/// The shapes of all tensors of a network for given inputs, and the weights that its layers then need; computed without weights.
struct NetworkShapes: Sendable {
    /// By layer, by call, by tensor.
    private(set) var results: [[[Shape]]]
    /// Of each layer, for its first call.
    private(set) var weights: [LayerTree<[WeightSpecification]>]
    /// What the first call of each layer is given.
    private(set) var inputs: [LayerTree<[Shape]>]

    subscript(_ reference: TensorReference) -> Shape? {
        let tensors = results[reference.layer][reference.call]
        return tensors.indices.contains(reference.tensor) ? tensors[reference.tensor] : nil
    }

    /// The shapes for the inputs that the network declares.
    init(of network: Network, context: ReadingContext) throws {
        try self.init(of: network, inputs: [], context: context, path: [])
    }

    /// - Parameters:
    ///   - inputs: what a network inside of another, or of a layer, is given; none for the outermost, whose own declarations hold.
    ///   - path: the names of the networks around this one, for errors.
    init(of network: Network, inputs: [Shape], context: ReadingContext, path: [String]) throws {
        results = network.layers.map { Array(repeating: [], count: $0.calls.count) }
        weights = network.layers.map { layer in
            if case .network = layer.kind { .network([]) } else { .layer([]) }
        }
        self.inputs = network.layers.map { layer in
            if case .network = layer.kind { .network([]) } else { .layer([]) }
        }
        let given = Dictionary(zip(network.inputs.map(\.layer), inputs)) { first, _ in first }
        for call in network.order {
            let layer = network.layers[call.layer]
            let arguments = try layer.calls[call.call].map { reference in
                guard let shape = self[reference] else {
                    throw Self.fault(
                        layer, path, context,
                        expected: "tensor \(reference.tensor) of layer \"\(network.layers[reference.layer].name)\"",
                        found: "\(results[reference.layer][reference.call].count) tensor(s)")
                }
                return shape
            }
            switch layer.kind(ofCall: call.call) {
            case .layer(let kind):
                if call.call == 0 { self.inputs[call.layer] = .layer(arguments) }
                if let shape = given[call.layer] {
                    results[call.layer][call.call] = [shape]
                    continue
                }
                let (shapes, specifications) = try Self.located(layer, path, context) {
                    let shapes = try kind.outputShapes(of: arguments)
                    let specifications = try kind.weights(for: arguments)
                    for shape in shapes + specifications.map({ $0.shape }) { try SizeLimits.check(shape) }
                    return (shapes, specifications)
                }
                results[call.layer][call.call] = shapes
                try adopt(.layer(specifications), of: call, layer, path, context)
            case .network(let nested):
                guard arguments.count == nested.inputs.count else {
                    throw Self.fault(
                        layer, path, context, expected: "\(nested.inputs.count) input(s)", found: "\(arguments.count)")
                }
                let inner = try NetworkShapes(of: nested, inputs: arguments, context: context, path: path + [layer.name])
                results[call.layer][call.call] = try nested.outputs.map { output in
                    guard let shape = inner[output] else {
                        throw Self.fault(
                            layer, path, context, expected: "all of its outputs", found: "no tensor \(output.tensor)")
                    }
                    return shape
                }
                if call.call == 0 {
                    weights[call.layer] = .network(inner.weights)
                    self.inputs[call.layer] = .network(inner.inputs)
                }
            }
        }
    }

    /// A shared layer has one set of weights, which must fit each of its calls.
    private mutating func adopt(
        _ tree: LayerTree<[WeightSpecification]>, of call: CallReference, _ layer: NetworkLayer, _ path: [String],
        _ context: ReadingContext
    ) throws {
        guard case .layer(let needed) = tree, case .layer(let known) = weights[call.layer] else { return }
        guard known.isEmpty || known == needed else {
            throw Self.fault(
                layer, path, context, expected: "inputs that fit the same weights in each call",
                found: "\(known.map(\.shape)) and \(needed.map(\.shape))")
        }
        weights[call.layer] = tree
    }

    static func located<Result>(
        _ layer: NetworkLayer, _ path: [String], _ context: ReadingContext, _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch let error as ShapeMismatch {
            throw fault(layer, path, context, expected: error.expected, found: error.found)
        } catch GraphError.mismatch(_, let expected, let found) {
            throw fault(layer, path, context, expected: expected, found: found)
        }
    }

    private static func fault(
        _ layer: NetworkLayer, _ path: [String], _ context: ReadingContext, expected: String, found: String
    ) -> KerasError {
        .input(
            file: context.path, layer: (path + [layer.name]).joined(separator: "/"), className: layer.className,
            expected: expected, found: found)
    }
}
