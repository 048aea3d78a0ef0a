import NeuralNetwork

/// `Masking` of Keras: masks the steps whose every element is `mask_value`, and makes them zeros.
public struct Masking: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - maskValue: what all features of a step are that does not count.
    public init(
        maskValue: Double = 0.0, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "Masking", name: name, isTrainable: isTrainable, inputShape: inputShape, options: ["mask_value": .number(maskValue)])
    }
}

/// Masks the steps whose every element is `mask_value`, and makes them zeros.
struct MaskingLayer: MaskedLayer {
    let number: Float

    init(from options: inout LayerOptions) throws { number = try options.number("mask_value", default: 0) }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] {
        guard inputs.count == 1, inputs[0].count >= 2 else {
            throw ShapeMismatch(
                expected: "one sequence (batch, …, features)", found: inputs.map(\.pythonText).joined(separator: ", "))
        }
        return inputs
    }

    func lower(
        masked inputs: [MaskedValue], weights: [Tensor], version: KerasVersion, into graph: inout Graph
    ) throws -> [MaskedValue] {
        let x = inputs[0].value
        let mask = try graph.mask(ofVectors: x, otherThan: number)
        let factors = try graph.raised(mask, toRankOf: x)
        return [MaskedValue(try graph.multiply([x, factors]), mask: mask)]
    }
}
