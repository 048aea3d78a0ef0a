import NeuralNetwork

/// A convolution of each channel by itself; kernel `(height, width, channels, depth multiplier)`.
struct DepthwiseConv2DLayer: SingleInputLayer {
    let multiplier: Int
    let window: Window
    let usesBias: Bool
    let activation: NeuralNetwork.Activation

    init(from options: inout LayerOptions) throws {
        multiplier = try options.integer("depth_multiplier", default: 1)
        window = try .convolution(&options)
        usesBias = try options.flag("use_bias", default: true)
        activation = try options.activation()
        // tf.keras writes the option of its parent class.
        try options.require("groups", .integer(1), because: "each channel is a group already")
        try options.require("filters", .null, because: "depth_multiplier decides")
    }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        let channels = try window.format.toChannelsLast(input).known(3)
        let kernel = [window.size.height, window.size.width, channels, multiplier]
        return [WeightSpecification("depthwise_kernel", kernel)]
            + (usesBias ? [WeightSpecification("bias", [channels * multiplier])] : [])
    }

    func outputShape(of input: Shape) throws -> Shape {
        try window.outputShape(of: input) { $0.map { $0 * multiplier } }
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.withChannelsLast(x, window.format, then: activation) { graph, x in
            let sum = try graph.depthwiseConvolution(
                x, kernel: weights[0], bias: usesBias ? weights[1] : nil, strides: window.strides.pair, padding: window.padding,
                dilation: window.dilation.pair)
            return try graph.activation(sum, activation.ofElements)
        }
    }
}
