import NeuralNetwork

/// `Subtract` of Keras: the first input less the second.
public struct Subtract: LayerBuilder {
    public let definition: LayerDefinition

    public init(
        inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition("Subtract", name: name, isTrainable: isTrainable, inputShape: inputShape)
    }
}

/// The first input less the second.
struct SubtractLayer: MergeLayer {
    init(from options: inout LayerOptions) throws {}

    func outputShapes(of inputs: [Shape]) throws -> [Shape] {
        guard inputs.count == 2 else { throw ShapeMismatch(expected: "two inputs", found: "\(inputs.count)") }
        return [try mergedShape(of: inputs)]
    }

    func merge(_ values: [Graph.Value], in graph: inout Graph) throws -> Graph.Value { try graph.subtract(values[0], values[1]) }
}
