import NeuralNetwork

/// `AveragePooling2D` of Keras: the mean of each window; a mean divides by the pixels inside the image.
public struct AveragePooling2D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - poolSize: of the window.
    ///   - strides: how far the window moves at a time.
    ///   - padding: `valid` or `same`.
    ///   - dataFormat: `channels_last` or `channels_first`; the first unless given.
    public init(
        poolSize: some AxisLengths = 2, strides: (any AxisLengths)? = nil, padding: String = "valid", dataFormat: String? = nil,
        inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "AveragePooling2D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "pool_size": .lengths(poolSize, axes: 2), "padding": .string(padding),
                "strides": .integers(strides?.lengths(axes: 2) ?? poolSize.lengths(axes: 2)), "data_format": .format(dataFormat),
            ])
    }
}

/// The mean of each window; a mean divides by the pixels inside the image.
struct AveragePooling2DLayer: SingleInputLayer {
    let window: Window

    init(from options: inout LayerOptions) throws { window = try .pooling(&options) }

    func outputShape(of input: Shape) throws -> Shape { try window.outputShape(of: input) { $0 } }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.withChannelsLast(x, window.format) { graph, x in
            try graph.pooling(x, .average, size: window.size.pair, strides: window.strides.pair, padding: window.padding)
        }
    }
}
