import NeuralNetwork

/// `Conv3DTranspose` of Keras: the transpose of a convolution of volumes; kernel `(depth, height, width, filters, channels)`.
/// See `Conv2DTranspose` for the lengths.
public struct Conv3DTranspose: LayerBuilder {
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
            "Conv3DTranspose", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "filters": .integer(filters), "kernel_size": .lengths(kernelSize, axes: 3), "strides": .lengths(strides, axes: 3),
                "padding": .string(padding), "data_format": .format(dataFormat), "groups": .integer(1),
                "activation": .activation(activation), "use_bias": .bool(useBias), "kernel_initializer": kernelInitializer.json,
                "bias_initializer": biasInitializer.json, "kernel_regularizer": kernelRegularizer.json,
                "bias_regularizer": biasRegularizer.json, "activity_regularizer": activityRegularizer.json,
                "kernel_constraint": kernelConstraint.json, "bias_constraint": biasConstraint.json,
                "output_padding": outputPadding.map(JSON.integers) ?? .null,
            ])
    }
}

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
