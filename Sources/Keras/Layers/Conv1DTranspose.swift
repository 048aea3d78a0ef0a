import NeuralNetwork

/// `Conv1DTranspose` of Keras: the transpose of a convolution along a sequence; kernel `(steps, filters, channels)`. See
/// `Conv2DTranspose` for the lengths.
public struct Conv1DTranspose: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - filters: how many channels it gives.
    ///   - kernelSize: of the window.
    ///   - strides: how far the window moves at a time.
    ///   - padding: `valid` or `same`.
    ///   - outputPadding: how much longer the result is than it would have to be.
    ///   - dataFormat: `channels_last` or `channels_first`; the first unless given.
    ///   - dilationRate: how far apart the window takes its elements.
    ///   - activation: the name of a function of the result; none unless given.
    public init(
        _ filters: Int, kernelSize: some AxisLengths, strides: some AxisLengths = 1, padding: String = "valid",
        outputPadding: [Int]? = nil, dataFormat: String? = nil, dilationRate: some AxisLengths = 1, activation: String? = nil,
        useBias: Bool = true, kernelInitializer: InitializerOption = "glorot_uniform",
        biasInitializer: InitializerOption = "zeros", kernelRegularizer: RegularizerOption? = nil,
        biasRegularizer: RegularizerOption? = nil, activityRegularizer: RegularizerOption? = nil,
        kernelConstraint: ConstraintOption? = nil, biasConstraint: ConstraintOption? = nil, inputShape: [Int?]? = nil,
        name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "Conv1DTranspose", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "filters": .integer(filters), "kernel_size": .lengths(kernelSize, axes: 1), "strides": .lengths(strides, axes: 1),
                "padding": .string(padding), "data_format": .format(dataFormat), "dilation_rate": .lengths(dilationRate, axes: 1),
                "groups": .integer(1), "activation": .activation(activation), "use_bias": .bool(useBias),
                "kernel_initializer": kernelInitializer.json, "bias_initializer": biasInitializer.json,
                "kernel_regularizer": kernelRegularizer.json, "bias_regularizer": biasRegularizer.json,
                "activity_regularizer": activityRegularizer.json, "kernel_constraint": kernelConstraint.json,
                "bias_constraint": biasConstraint.json, "output_padding": outputPadding.map(JSON.integers) ?? .null,
            ])
    }
}

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
