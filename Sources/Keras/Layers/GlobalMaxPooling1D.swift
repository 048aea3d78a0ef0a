import NeuralNetwork

/// `GlobalMaxPooling1D` of Keras: the maximum over the steps of a sequence, to `(batch, channels)`, or with an extent of 1
/// kept.
public struct GlobalMaxPooling1D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - dataFormat: `channels_last` or `channels_first`; the first unless given.
    ///   - keepDimensions: whether the axes stay with an extent of 1.
    public init(
        dataFormat: String? = nil, keepDimensions: Bool = false, inputShape: [Int?]? = nil, name: String? = nil,
        isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "GlobalMaxPooling1D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["data_format": .format(dataFormat), "keepdims": .bool(keepDimensions)])
    }
}

/// The maximum over the steps of a sequence, to `(batch, channels)`, or with an extent of 1 kept.
struct GlobalMaxPooling1DLayer: SingleInputLayer {
    let format: DataFormat
    let keepsDimensions: Bool

    init(from options: inout LayerOptions) throws {
        format = try options.dataFormat()
        keepsDimensions = try options.flag("keepdims", default: false)
    }

    func outputShape(of input: Shape) throws -> Shape {
        let sequence = try format.toChannelsLast(sequence: input)
        return keepsDimensions ? format.fromChannelsLast(sequence: [sequence[0], 1, sequence[2]]) : [sequence[0], sequence[2]]
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.reduction(x, .maximum, axes: [format == .channelsLast ? 1 : 2], keepDimensions: keepsDimensions)
    }
}
