import NeuralNetwork

/// The transpose of a convolution of volumes; kernel `(depth, height, width, filters, channels)`. See `Conv2DTranspose` for the
/// lengths.
struct Conv3DTransposeLayer: SingleInputLayer {
    let filters: Int
    let window: SpaceWindow
    let lengths: TransposedLengths
    let usesBias: Bool
    let activation: NeuralNetwork.Activation

    init(from options: inout LayerOptions) throws {
        filters = try options.integer("filters")
        window = try .convolution(&options, rank: 3)
        lengths = try TransposedLengths(window, from: &options)
        usesBias = try options.flag("use_bias", default: true)
        activation = try options.activation()
        try options.require("groups", .integer(1), because: "Keras knows no transposed convolution in groups")
    }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        let channels = try window.format.toChannelsLast(input, rank: 3).known(4)
        return [WeightSpecification("kernel", window.size + [filters, channels], slidingAxes: 3)]
            + (usesBias ? [WeightSpecification("bias", [filters])] : [])
    }

    func outputShape(of input: Shape) throws -> Shape {
        let volume = try window.format.toChannelsLast(input, rank: 3)
        let space = (0..<3).map { lengths.length(volume[$0 + 1], axis: $0) }
        return window.format.fromChannelsLast([volume[0]] + space + [filters], rank: 3)
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.withChannelsLast(volume: x, window.format, then: activation) { graph, x in
            let sum = try graph.transposedVolumeConvolution(
                x, kernel: weights[0], bias: usesBias ? weights[1] : nil, strides: window.strides, padding: window.padding,
                dilation: window.dilation, outputPadding: lengths.outputPadding)
            return try graph.activation(sum, activation.ofElements)
        }
    }
}
