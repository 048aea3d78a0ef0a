import NeuralNetwork

/// `DepthwiseConv1D` of Keras: A convolution of each channel of a sequence by itself; kernel `(steps, channels, depth
/// multiplier)`.
public struct DepthwiseConv1D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - kernelSize: of the window.
    ///   - strides: how far the window moves at a time.
    ///   - padding: `valid` or `same`.
    ///   - depthMultiplier: how many channels are made of each.
    ///   - dataFormat: `channels_last` or `channels_first`; the first unless given.
    ///   - dilationRate: how far apart the window takes its elements.
    ///   - activation: the name of a function of the result; none unless given.
    public init(
        kernelSize: some AxisLengths, strides: some AxisLengths = 1, padding: String = "valid", depthMultiplier: Int = 1,
        dataFormat: String? = nil, dilationRate: some AxisLengths = 1, activation: String? = nil, useBias: Bool = true,
        depthwiseInitializer: InitializerOption = "glorot_uniform", biasInitializer: InitializerOption = "zeros",
        depthwiseRegularizer: RegularizerOption? = nil, biasRegularizer: RegularizerOption? = nil,
        activityRegularizer: RegularizerOption? = nil, depthwiseConstraint: ConstraintOption? = nil,
        biasConstraint: ConstraintOption? = nil, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "DepthwiseConv1D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "kernel_size": .lengths(kernelSize, axes: 1), "strides": .lengths(strides, axes: 1), "padding": .string(padding),
                "data_format": .format(dataFormat), "dilation_rate": .lengths(dilationRate, axes: 1), "groups": .integer(1),
                "activation": .activation(activation), "use_bias": .bool(useBias), "bias_initializer": biasInitializer.json,
                "bias_regularizer": biasRegularizer.json, "activity_regularizer": activityRegularizer.json,
                "bias_constraint": biasConstraint.json, "depth_multiplier": .integer(depthMultiplier),
                "depthwise_initializer": depthwiseInitializer.json, "depthwise_regularizer": depthwiseRegularizer.json,
                "depthwise_constraint": depthwiseConstraint.json,
            ])
    }
}

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
