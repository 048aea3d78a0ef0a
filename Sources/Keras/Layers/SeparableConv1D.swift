import NeuralNetwork

/// A depthwise convolution along a sequence and then one over channels alone; kernels `(steps, channels, depth multiplier)` and
/// `(1, channels · depth multiplier, filters)`.
struct SeparableConv1DLayer: SingleInputLayer {
    let filters: Int
    let multiplier: Int
    let window: SequenceWindow
    let usesBias: Bool
    let activation: NeuralNetwork.Activation

    init(from options: inout LayerOptions) throws {
        filters = try options.integer("filters")
        multiplier = try options.integer("depth_multiplier", default: 1)
        window = try .convolution(&options)
        usesBias = try options.flag("use_bias", default: true)
        activation = try options.activation()
        try options.require("groups", .integer(1), because: "each channel is a group already")
    }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        let channels = try window.format.toChannelsLast(sequence: input).known(2)
        return [
            WeightSpecification("depthwise_kernel", [window.size, channels, multiplier]),
            WeightSpecification("pointwise_kernel", [1, channels * multiplier, filters]),
        ] + (usesBias ? [WeightSpecification("bias", [filters])] : [])
    }

    func outputShape(of input: Shape) throws -> Shape { try window.outputShape(of: input) { _ in filters } }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.asImage(x, window.format, then: activation) { graph, x in
            let spread = try graph.depthwiseConvolution(
                x, kernel: weights[0].asImageKernel, strides: window.strides, padding: window.padding, dilation: window.dilations)
            let sum = try graph.convolution(spread, kernel: weights[1].asImageKernel, bias: usesBias ? weights[2] : nil)
            return try graph.activation(sum, activation.ofElements)
        }
    }
}
