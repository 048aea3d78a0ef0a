import NeuralNetwork

/// `Conv2DTranspose` of Keras: the transpose of a convolution; kernel `(height, width, filters, channels)`.
public struct Conv2DTranspose: LayerBuilder {
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
            "Conv2DTranspose", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "filters": .integer(filters), "kernel_size": .lengths(kernelSize, axes: 2), "strides": .lengths(strides, axes: 2),
                "padding": .string(padding), "data_format": .format(dataFormat), "dilation_rate": .lengths(dilationRate, axes: 2),
                "groups": .integer(1), "activation": .activation(activation), "use_bias": .bool(useBias),
                "kernel_initializer": kernelInitializer.json, "bias_initializer": biasInitializer.json,
                "kernel_regularizer": kernelRegularizer.json, "bias_regularizer": biasRegularizer.json,
                "activity_regularizer": activityRegularizer.json, "kernel_constraint": kernelConstraint.json,
                "bias_constraint": biasConstraint.json, "output_padding": outputPadding.map(JSON.integers) ?? .null,
            ])
    }
}

/// The transpose of a convolution; kernel `(height, width, filters, channels)`.
///
/// Along an axis of `n` pixels the result has `n · stride` for `same`, `n · stride + max(reach − stride, 0)` for `valid`, and
/// `(n − 1) · stride + reach − 2 · pad + output_padding` where an output padding is given, `pad` being `reach / 2` for `same`.
struct Conv2DTransposeLayer: SingleInputLayer {
    let filters: Int
    let window: Window
    let outputPadding: Extent?
    let usesBias: Bool
    let activation: NeuralNetwork.Activation

    init(from options: inout LayerOptions) throws {
        filters = try options.integer("filters")
        window = try .convolution(&options)
        outputPadding = try options.outputPadding(strides: window.strides)
        usesBias = try options.flag("use_bias", default: true)
        activation = try options.activation()
        // tf.keras writes the option of its parent class, and ignores it.
        try options.require("groups", .integer(1), because: "Keras knows no transposed convolution in groups")
    }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        let channels = try window.format.toChannelsLast(input).known(3)
        let kernel = [window.size.height, window.size.width, filters, channels]
        return [WeightSpecification("kernel", kernel, slidingAxes: 2)]
            + (usesBias ? [WeightSpecification("bias", [filters])] : [])
    }

    func outputShape(of input: Shape) throws -> Shape {
        let image = try window.format.toChannelsLast(input)
        return window.format.fromChannelsLast([
            image[0],
            image[1].map { length($0, window.size.height, window.strides.height, window.dilation.height, outputPadding?.height) },
            image[2].map { length($0, window.size.width, window.strides.width, window.dilation.width, outputPadding?.width) },
            filters,
        ])
    }

    private func length(_ input: Int, _ size: Int, _ stride: Int, _ dilation: Int, _ extra: Int?) -> Int {
        let reach = (size - 1) * dilation + 1
        guard let extra else { return input * stride + (window.padding == .same ? 0 : max(reach - stride, 0)) }
        return (input - 1) * stride + reach - (window.padding == .same ? 2 * (reach / 2) : 0) + extra
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.withChannelsLast(x, window.format, then: activation) { graph, x in
            let sum = try graph.transposedConvolution(
                x, kernel: weights[0], bias: usesBias ? weights[1] : nil, strides: window.strides.pair, padding: window.padding,
                dilation: window.dilation.pair, outputPadding: outputPadding?.pair)
            return try graph.activation(sum, activation.ofElements)
        }
    }
}

extension LayerOptions {
    /// `output_padding`: null, or a number below the stride for each axis.
    fileprivate mutating func outputPadding(strides: Extent) throws -> Extent? {
        guard let value = value("output_padding") else { return nil }
        let numbers = value.integer.map { [$0, $0] } ?? value.elements?.compactMap(\.integer) ?? []
        guard numbers.count == 2, (0..<strides.height).contains(numbers[0]), (0..<strides.width).contains(numbers[1]) else {
            throw fault("output_padding", expected: "null, or a number below the stride for each axis", found: value)
        }
        return Extent(height: numbers[0], width: numbers[1])
    }
}
