import NeuralNetwork

/// `SeparableConv1D` of Keras: A depthwise convolution along a sequence and then one over channels alone; kernels `(steps,
/// channels, depth multiplier)` and `(1, channels · depth multiplier, filters)`.
public struct SeparableConv1D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - filters: how many channels it gives.
    ///   - kernelSize: of the window.
    ///   - strides: how far the window moves at a time.
    ///   - padding: `valid` or `same`.
    ///   - dataFormat: `channels_last` or `channels_first`; the first unless given.
    ///   - dilationRate: how far apart the window takes its elements.
    ///   - depthMultiplier: how many channels are made of each.
    ///   - activation: the name of a function of the result; none unless given.
    public init(
        _ filters: Int, kernelSize: some AxisLengths, strides: some AxisLengths = 1, padding: String = "valid",
        dataFormat: String? = nil, dilationRate: some AxisLengths = 1, depthMultiplier: Int = 1, activation: String? = nil,
        useBias: Bool = true, depthwiseInitializer: InitializerOption = "glorot_uniform",
        pointwiseInitializer: InitializerOption = "glorot_uniform", biasInitializer: InitializerOption = "zeros",
        depthwiseRegularizer: RegularizerOption? = nil, pointwiseRegularizer: RegularizerOption? = nil,
        biasRegularizer: RegularizerOption? = nil, activityRegularizer: RegularizerOption? = nil,
        depthwiseConstraint: ConstraintOption? = nil, pointwiseConstraint: ConstraintOption? = nil,
        biasConstraint: ConstraintOption? = nil, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "SeparableConv1D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "filters": .integer(filters), "kernel_size": .lengths(kernelSize, axes: 1), "strides": .lengths(strides, axes: 1),
                "padding": .string(padding), "data_format": .format(dataFormat), "dilation_rate": .lengths(dilationRate, axes: 1),
                "groups": .integer(1), "activation": .activation(activation), "use_bias": .bool(useBias),
                "kernel_initializer": InitializerOption.glorotUniform().json, "bias_initializer": biasInitializer.json,
                "kernel_regularizer": .null, "bias_regularizer": biasRegularizer.json,
                "activity_regularizer": activityRegularizer.json, "kernel_constraint": .null,
                "bias_constraint": biasConstraint.json, "depth_multiplier": .integer(depthMultiplier),
                "depthwise_initializer": depthwiseInitializer.json, "pointwise_initializer": pointwiseInitializer.json,
                "depthwise_regularizer": depthwiseRegularizer.json, "pointwise_regularizer": pointwiseRegularizer.json,
                "depthwise_constraint": depthwiseConstraint.json, "pointwise_constraint": pointwiseConstraint.json,
            ])
    }
}

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
