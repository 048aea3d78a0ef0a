import NeuralNetwork

/// `Concatenate` of Keras: inputs side by side along an axis.
public struct Concatenate: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - axis: counted from the first, or below 0 from the last.
    public init(
        axis: Int = -1, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "Concatenate", name: name, isTrainable: isTrainable, inputShape: inputShape, options: ["axis": .integer(axis)])
    }
}

/// Inputs side by side along an axis.
struct ConcatenateLayer: MaskedLayer {
    let axis: Int

    init(from options: inout LayerOptions) throws {
        axis =
            try options.value("axis").map { value in
                guard let axis = value.integer else { throw options.fault("axis", expected: "an integer", found: value) }
                return axis
            } ?? -1
    }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] {
        guard !inputs.isEmpty else { throw ShapeMismatch(expected: "at least one input", found: "none") }
        return try shapesByLowering(inputs)
    }

    func lower(
        masked inputs: [MaskedValue], weights: [Tensor], version: KerasVersion, into graph: inout Graph
    ) throws -> [MaskedValue] {
        let value = try graph.concatenate(inputs.map(\.value), axis: axis)
        return [MaskedValue(value, mask: try mask(inputs, version, in: &graph))]
    }

    /// Along the features as that of a merging layer, but that in Keras 2 an input without a mask counts; along the steps one mask
    /// behind the other.
    private func mask(_ inputs: [MaskedValue], _ version: KerasVersion, in graph: inout Graph) throws -> Graph.Value? {
        guard inputs.contains(where: { $0.mask != nil }) else { return nil }
        let rank = graph.shape(of: inputs[0].value).count
        switch try resolvedAxis(axis, rank: rank) {
        case rank - 1: return try graph.joined(inputs.map(\.mask), version)
        case 1 where rank == 3:
            // No number is different from all, so that an input without a mask has one of ones.
            let masks = try inputs.map { try $0.mask ?? graph.mask(ofVectors: $0.value, otherThan: .nan) }
            return try graph.concatenate(masks, axis: 1)
        default: return nil
        }
    }
}
