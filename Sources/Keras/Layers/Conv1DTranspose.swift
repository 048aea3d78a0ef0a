import NeuralNetwork

/// The transpose of a convolution along a sequence; kernel `(steps, filters, channels)`. See `Conv2DTranspose` for the lengths.
struct Conv1DTransposeLayer: SingleInputLayer {
    let filters: Int
    let window: SpaceWindow
    let lengths: TransposedLengths
    let usesBias: Bool
    let activation: NeuralNetwork.Activation

    init(from options: inout LayerOptions) throws {
        filters = try options.integer("filters")
        window = try .convolution(&options, rank: 1)
        lengths = try TransposedLengths(window, from: &options)
        usesBias = try options.flag("use_bias", default: true)
        activation = try options.activation()
        try options.require("groups", .integer(1), because: "Keras knows no transposed convolution in groups")
    }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        let channels = try window.format.toChannelsLast(sequence: input).known(2)
        return [WeightSpecification("kernel", window.size + [filters, channels], slidingAxes: 1)]
            + (usesBias ? [WeightSpecification("bias", [filters])] : [])
    }

    func outputShape(of input: Shape) throws -> Shape {
        let sequence = try window.format.toChannelsLast(sequence: input)
        return window.format.fromChannelsLast(sequence: [sequence[0], lengths.length(sequence[1], axis: 0), filters])
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.asImage(x, window.format, then: activation) { graph, x in
            let sum = try graph.transposedConvolution(
                x, kernel: weights[0].asImageKernel, bias: usesBias ? weights[1] : nil, strides: (1, window.strides[0]),
                padding: window.padding == .same ? .same : .valid, dilation: (1, window.dilation[0]),
                outputPadding: lengths.outputPadding.map { (0, $0[0]) })
            return try graph.activation(sum, activation.ofElements)
        }
    }
}
