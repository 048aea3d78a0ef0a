import NeuralNetwork

/// A convolution of each channel of a sequence by itself; kernel `(steps, channels, depth multiplier)`.
struct DepthwiseConv1DLayer: SingleInputLayer {
    let multiplier: Int
    let window: SequenceWindow
    let usesBias: Bool
    let activation: NeuralNetwork.Activation

    init(from options: inout LayerOptions) throws {
        multiplier = try options.integer("depth_multiplier", default: 1)
        window = try .convolution(&options)
        usesBias = try options.flag("use_bias", default: true)
        activation = try options.activation()
        try options.require("groups", .integer(1), because: "each channel is a group already")
    }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        let channels = try window.format.toChannelsLast(sequence: input).known(2)
        return [WeightSpecification("depthwise_kernel", [window.size, channels, multiplier])]
            + (usesBias ? [WeightSpecification("bias", [channels * multiplier])] : [])
    }

    func outputShape(of input: Shape) throws -> Shape {
        try window.outputShape(of: input) { $0.map { $0 * multiplier } }
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.asImage(x, window.format, then: activation) { graph, x in
            let sum = try graph.depthwiseConvolution(
                x, kernel: weights[0].asImageKernel, bias: usesBias ? weights[1] : nil, strides: window.strides,
                padding: window.padding, dilation: window.dilations)
            return try graph.activation(sum, activation.ofElements)
        }
    }
}
