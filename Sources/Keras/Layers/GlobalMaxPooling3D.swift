import NeuralNetwork

/// `GlobalMaxPooling3D` of Keras: the maximum over depth, height and width, to `(batch, channels)`, or with extents of 1 kept.
public struct GlobalMaxPooling3D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - dataFormat: `channels_last` or `channels_first`; the first unless given.
    ///   - keepDimensions: whether the axes stay with an extent of 1.
    public init(
        dataFormat: String? = nil, keepDimensions: Bool = false, inputShape: [Int?]? = nil, name: String? = nil,
        isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "GlobalMaxPooling3D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["data_format": .format(dataFormat), "keepdims": .bool(keepDimensions)])
    }
}

/// The maximum over depth, height and width, to `(batch, channels)`, or with extents of 1 kept.
struct GlobalMaxPooling3DLayer: SingleInputLayer {
    let format: DataFormat
    let keepsDimensions: Bool

    init(from options: inout LayerOptions) throws {
        format = try options.dataFormat()
        keepsDimensions = try options.flag("keepdims", default: false)
    }

    func outputShape(of input: Shape) throws -> Shape {
        let volume = try format.toChannelsLast(input, rank: 3)
        return keepsDimensions ? format.fromChannelsLast([volume[0], 1, 1, 1, volume[4]], rank: 3) : [volume[0], volume[4]]
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.reduction(
            x, .maximum, axes: format == .channelsLast ? [1, 2, 3] : [2, 3, 4], keepDimensions: keepsDimensions)
    }
}
