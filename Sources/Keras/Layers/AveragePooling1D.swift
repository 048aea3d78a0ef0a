import NeuralNetwork

/// `AveragePooling1D` of Keras: the mean of each window of a sequence; a mean divides by the steps inside it.
public struct AveragePooling1D: LayerBuilder {
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
            "AveragePooling1D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "strides": .integers(strides?.lengths(axes: 1) ?? poolSize.lengths(axes: 1)),
                "pool_size": .lengths(poolSize, axes: 1),
                "padding": .string(padding), "data_format": .format(dataFormat),
            ])
    }
}

/// The mean of each window of a sequence; a mean divides by the steps inside it.
struct AveragePooling1DLayer: SingleInputLayer {
    let window: SequenceWindow

    init(from options: inout LayerOptions) throws { window = try .pooling(&options) }

    func outputShape(of input: Shape) throws -> Shape { try window.outputShape(of: input) { $0 } }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.asImage(x, window.format) { graph, x in
            try graph.pooling(x, .average, size: (1, window.size), strides: window.strides, padding: window.padding)
        }
    }
}
