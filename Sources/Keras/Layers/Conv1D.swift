import NeuralNetwork

/// `Conv1D` of Keras: convolution along a sequence, in groups where asked; kernel `(steps, channels / groups, filters)`.
public struct Conv1D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - filters: how many channels it gives.
    ///   - kernelSize: of the window.
    ///   - strides: how far the window moves at a time.
    ///   - padding: `valid` or `same`.
    ///   - dataFormat: `channels_last` or `channels_first`; the first unless given.
    ///   - dilationRate: how far apart the window takes its elements.
    ///   - groups: in how many groups the channels go.
    ///   - activation: the name of a function of the result; none unless given.
    public init(
        _ filters: Int, kernelSize: some AxisLengths, strides: some AxisLengths = 1, padding: String = "valid",
        dataFormat: String? = nil, dilationRate: some AxisLengths = 1, groups: Int = 1, activation: String? = nil,
        useBias: Bool = true, kernelInitializer: InitializerOption = "glorot_uniform",
        biasInitializer: InitializerOption = "zeros", kernelRegularizer: RegularizerOption? = nil,
        biasRegularizer: RegularizerOption? = nil, activityRegularizer: RegularizerOption? = nil,
        kernelConstraint: ConstraintOption? = nil, biasConstraint: ConstraintOption? = nil, inputShape: [Int?]? = nil,
        name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "Conv1D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "filters": .integer(filters), "kernel_size": .lengths(kernelSize, axes: 1), "strides": .lengths(strides, axes: 1),
                "padding": .string(padding), "data_format": .format(dataFormat), "dilation_rate": .lengths(dilationRate, axes: 1),
                "groups": .integer(groups), "activation": .activation(activation), "use_bias": .bool(useBias),
                "kernel_initializer": kernelInitializer.json, "bias_initializer": biasInitializer.json,
                "kernel_regularizer": kernelRegularizer.json, "bias_regularizer": biasRegularizer.json,
                "activity_regularizer": activityRegularizer.json, "kernel_constraint": kernelConstraint.json,
                "bias_constraint": biasConstraint.json,
            ])
    }
}

/// Convolution along a sequence, in groups where asked; kernel `(steps, channels / groups, filters)`.
struct Conv1DLayer: SingleInputLayer {
    let filters: Int
    let groups: Int
    let window: SequenceWindow
    let usesBias: Bool
    let activation: NeuralNetwork.Activation

    init(from options: inout LayerOptions) throws {
        filters = try options.integer("filters")
        groups = try options.integer("groups", default: 1)
        window = try .convolution(&options)
        usesBias = try options.flag("use_bias", default: true)
        activation = try options.activation()
        try options.requireFloatWeights()
    }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        let channels = try window.format.toChannelsLast(sequence: input).known(2)
        guard channels % groups == 0, filters % groups == 0 else {
            throw ShapeMismatch(
                expected: "channels and filters that the \(groups) groups divide",
                found: "\(channels) channels, \(filters) filters")
        }
        return [WeightSpecification("kernel", [window.size, channels / groups, filters], slidingAxes: 1)]
            + (usesBias ? [WeightSpecification("bias", [filters])] : [])
    }

    func outputShape(of input: Shape) throws -> Shape { try window.outputShape(of: input) { _ in filters } }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.asImage(x, window.format, then: activation) { graph, x in
            let sum = try graph.convolution(
                x, kernel: weights[0].asImageKernel, bias: usesBias ? weights[1] : nil, strides: window.strides,
                padding: window.padding, dilation: window.dilations, groups: groups)
            return try graph.activation(sum, activation.ofElements)
        }
    }
}
