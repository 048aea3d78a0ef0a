import NeuralNetwork

/// `Cropping1D` of Keras: A sequence without its ends.
public struct Cropping1D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - cropping: how much of each side.
    public init(
        cropping: some AxisLengths = 1, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "Cropping1D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["cropping": .lengths(cropping, axes: 2)])
    }
}

/// A sequence without its ends.
struct Cropping1DLayer: SingleInputLayer {
    let before: Int
    let after: Int

    init(from options: inout LayerOptions) throws {
        (before, after) = try options.ends("cropping", default: 1)
        try options.require("data_format", .string("channels_last"), because: "steps are the second axis")
    }

    func outputShape(of input: Shape) throws -> Shape {
        try input.expectRank(3, "a sequence (batch, steps, channels)")
        let steps = input[1].map { $0 - before - after }
        guard (steps ?? 1) > 0 else { throw ShapeMismatch(expected: "more steps than what is cropped", found: input.pythonText) }
        return [input[0], steps, input[2]]
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.crop(x, amounts: [.init(), .init(before: before, after: after), .init()])
    }
}
