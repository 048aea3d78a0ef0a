import NeuralNetwork

/// A layer, or a whole model, inside of another layer (TimeDistributed, Bidirectional).
struct InnerLayer: Sendable {
    typealias Measures = (outputs: [Shape], weights: LayerTree<[WeightSpecification]>, inputs: LayerTree<[Shape]>)

    let layer: NetworkLayer
    private let context: ReadingContext

    /// - Parameter value: `{"class_name": …, "config": …}`.
    init(_ value: JSON, context: ReadingContext, place: String) throws {
        layer = try NetworkReader(context: context, place: place).layer(value)
        self.context = context
    }

    /// What it asks for, in the order in which Keras writes it.
    ///
    /// - Parameter part: its number among the parts of the layer that holds it.
    func weights(for inputs: [Shape], part: Int = 0) throws -> [WeightSpecification] {
        SavedWeights.slots(of: layer, try measured(inputs).weights).map { slot in
            let known = slot.specification
            return WeightSpecification(
                known.name, known.shape, isTrainable: slot.isTrainable, slidingAxes: known.slidingAxes,
                inside: [[part] + slot.path] + known.inside)
        }
    }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] { try measured(inputs).outputs }

    func lower(_ inputs: [MaskedValue], weights: [Tensor], into graph: inout Graph) throws -> [MaskedValue] {
        let shapes = inputs.map { graph.shape(of: $0.value) }
        switch layer.kind {
        case .layer(let kind): return try kind.lowered(inputs, weights: weights, version: context.version, into: &graph)
        case .network(let network):
            let inner = try NetworkShapes(of: network, inputs: shapes, context: context, path: [layer.name])
            var tree = LayerTree.network(inner.weights).map { _ in [Tensor]() }
            for (slot, tensor) in zip(SavedWeights.slots(of: layer, .network(inner.weights)), weights) {
                tree.append(tensor, at: slot.path[...])
            }
            guard case .network(let trees) = tree else { preconditionFailure("the weights of a network are no network: \(tree)") }
            return try NetworkLowering(shapes: inner, context: context)
                .lower(network, weights: trees, inputs: inputs, into: &graph, path: [layer.name])
        }
    }

    /// What it gives and asks for, and what the layers inside are given.
    func measured(_ inputs: [Shape]) throws -> Measures {
        switch layer.kind {
        case .layer(let kind):
            return (try kind.outputShapes(of: inputs), .layer(try kind.weights(for: inputs)), .layer(inputs))
        case .network(let network):
            guard network.inputs.count == inputs.count else {
                throw ShapeMismatch(expected: "\(network.inputs.count) input(s) of \"\(layer.name)\"", found: "\(inputs.count)")
            }
            let inner = try NetworkShapes(of: network, inputs: inputs, context: context, path: [layer.name])
            let outputs = try network.outputs.map { output in
                guard let shape = inner[output] else {
                    throw ShapeMismatch(expected: "all outputs of \"\(layer.name)\"", found: "no tensor \(output.tensor)")
                }
                return shape
            }
            return (outputs, .network(inner.weights), .network(inner.inputs))
        }
    }
}

extension LayerOptions {
    /// A layer, or a model, that is an option of this one.
    mutating func inner(_ option: String) throws -> InnerLayer? {
        guard let value = value(option) else { return nil }
        return try InnerLayer(value, context: context, place: "layer \"\(layerName)\" (\(className)): option \"\(option)\"")
    }

    mutating func requiredInner(_ option: String) throws -> InnerLayer {
        guard let inner = try inner(option) else { throw fault(option, expected: "a layer", found: nil) }
        return inner
    }
}
