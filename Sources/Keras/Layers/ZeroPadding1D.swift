import NeuralNetwork

/// `ZeroPadding1D` of Keras: zeros before and after a sequence.
public struct ZeroPadding1D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - padding: `valid` or `same`.
    public init(
        padding: some AxisLengths = 1, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "ZeroPadding1D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["padding": .lengths(padding, axes: 2)])
    }
}

/// Zeros before and after a sequence.
struct ZeroPadding1DLayer: SingleInputLayer {
    let before: Int
    let after: Int

    init(from options: inout LayerOptions) throws {
        (before, after) = try options.ends("padding", default: 1)
        try options.require("data_format", .string("channels_last"), because: "steps are the second axis")
    }

    func outputShape(of input: Shape) throws -> Shape {
        try input.expectRank(3, "a sequence (batch, steps, channels)")
        let steps = input[1].map { $0 + before + after }
        return [input[0], steps, input[2]]
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.pad(x, amounts: [.init(), .init(before: before, after: after), .init()])
    }
}
