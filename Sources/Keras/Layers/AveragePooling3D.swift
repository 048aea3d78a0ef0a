import NeuralNetwork

/// `AveragePooling3D` of Keras: the mean of each window of a volume; a mean divides by the elements inside it.
public struct AveragePooling3D: LayerBuilder {
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
            "AveragePooling3D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "pool_size": .lengths(poolSize, axes: 3), "padding": .string(padding),
                "strides": .integers(strides?.lengths(axes: 3) ?? poolSize.lengths(axes: 3)), "data_format": .format(dataFormat),
            ])
    }
}

/// The mean of each window of a volume; a mean divides by the elements inside it.
struct AveragePooling3DLayer: SingleInputLayer {
    let window: SpaceWindow

    init(from options: inout LayerOptions) throws { window = try .pooling(&options, rank: 3) }

    func outputShape(of input: Shape) throws -> Shape { try window.outputShape(of: input) { $0 } }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.withChannelsLast(volume: x, window.format) { graph, x in
            try graph.volumePooling(x, .average, size: window.size, strides: window.strides, padding: window.padding)
        }
    }
}
