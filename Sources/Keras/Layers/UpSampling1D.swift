import NeuralNetwork

/// `UpSampling1D` of Keras: each step of a sequence several times.
public struct UpSampling1D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - size: how often each element is repeated along each axis.
    public init(
        size: Int = 2, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "UpSampling1D", name: name, isTrainable: isTrainable, inputShape: inputShape, options: ["size": .integer(size)])
    }
}

/// Each step of a sequence several times.
struct UpSampling1DLayer: SingleInputLayer {
    let factor: Int

    init(from options: inout LayerOptions) throws { factor = try options.length("size", default: 2) }

    func outputShape(of input: Shape) throws -> Shape {
        try input.expectRank(3, "a sequence (batch, steps, channels)")
        return [input[0], input[1].map { $0 * factor }, input[2]]
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.asImage(x, .channelsLast) { graph, x in try graph.upsample(x, size: (1, factor)) }
    }
}
