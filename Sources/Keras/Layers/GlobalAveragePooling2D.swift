import NeuralNetwork

/// `GlobalAveragePooling2D` of Keras: the mean over height and width, to `(batch, channels)`, or with extents of 1 kept.
public struct GlobalAveragePooling2D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - dataFormat: `channels_last` or `channels_first`; the first unless given.
    ///   - keepDimensions: whether the axes stay with an extent of 1.
    public init(
        dataFormat: String? = nil, keepDimensions: Bool = false, inputShape: [Int?]? = nil, name: String? = nil,
        isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "GlobalAveragePooling2D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["data_format": .format(dataFormat), "keepdims": .bool(keepDimensions)])
    }
}

/// The mean over height and width, to `(batch, channels)`, or with extents of 1 kept.
struct GlobalAveragePooling2DLayer: SingleInputLayer {
    let format: DataFormat
    let keepsDimensions: Bool

    init(from options: inout LayerOptions) throws {
        format = try options.dataFormat()
        keepsDimensions = try options.flag("keepdims", default: false)
    }

    func outputShape(of input: Shape) throws -> Shape {
        let image = try format.toChannelsLast(input)
        return keepsDimensions ? format.fromChannelsLast([image[0], 1, 1, image[3]]) : [image[0], image[3]]
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.withChannelsLast(x, format) { graph, x in
            try graph.globalPooling(x, .average, keepDimensions: keepsDimensions)
        }
    }
}
