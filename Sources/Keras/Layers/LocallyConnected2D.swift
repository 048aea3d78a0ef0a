import NeuralNetwork

/// `LocallyConnected2D` of Keras: A convolution with another kernel at each place of the result (Keras 1 and 2); a bias for
/// each place and filter.
public struct LocallyConnected2D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - filters: how many channels it gives.
    ///   - kernelSize: of the window.
    ///   - strides: how far the window moves at a time.
    ///   - padding: `valid` or `same`.
    ///   - dataFormat: `channels_last` or `channels_first`; the first unless given.
    ///   - activation: the name of a function of the result; none unless given.
    public init(
        _ filters: Int, kernelSize: some AxisLengths, strides: some AxisLengths = 1, padding: String = "valid",
        dataFormat: String? = nil, activation: String? = nil, useBias: Bool = true,
        kernelInitializer: InitializerOption = "glorot_uniform", biasInitializer: InitializerOption = "zeros",
        kernelRegularizer: RegularizerOption? = nil, biasRegularizer: RegularizerOption? = nil,
        activityRegularizer: RegularizerOption? = nil, kernelConstraint: ConstraintOption? = nil,
        biasConstraint: ConstraintOption? = nil, implementation: Int = 1, inputShape: [Int?]? = nil, name: String? = nil,
        isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "LocallyConnected2D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "filters": .integer(filters), "kernel_size": .lengths(kernelSize, axes: 2), "strides": .lengths(strides, axes: 2),
                "padding": .string(padding), "data_format": .format(dataFormat), "activation": .activation(activation),
                "use_bias": .bool(useBias), "kernel_initializer": kernelInitializer.json,
                "bias_initializer": biasInitializer.json, "kernel_regularizer": kernelRegularizer.json,
                "bias_regularizer": biasRegularizer.json, "activity_regularizer": activityRegularizer.json,
                "kernel_constraint": kernelConstraint.json, "bias_constraint": biasConstraint.json,
                "implementation": .integer(implementation),
            ])
    }
}

/// A convolution with another kernel at each place of the result (Keras 1 and 2); a bias for each place and filter.
struct LocallyConnected2DLayer: SingleInputLayer {
    let kernels: LocalKernels
    let usesBias: Bool
    let activation: NeuralNetwork.Activation

    init(from options: inout LayerOptions) throws {
        kernels = try options.localKernels(
            size: try options.extent("kernel_size"), strides: try options.extent("strides", default: .one), isSequence: false)
        usesBias = try options.flag("use_bias", default: true)
        activation = try options.activation()
    }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        let image = try kernels.format.toChannelsLast(input)
        let (rows, columns) = try kernels.result(image)
        return [WeightSpecification("kernel", try kernels.shape(for: image))]
            + (usesBias ? [WeightSpecification("bias", [rows, columns, kernels.filters])] : [])
    }

    func outputShape(of input: Shape) throws -> Shape {
        let image = try kernels.format.toChannelsLast(input)
        let (rows, columns) = try kernels.result(image)
        return kernels.format.fromChannelsLast([image[0], rows, columns, kernels.filters])
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        var y = try graph.withChannelsLast(x, kernels.format) { graph, x in
            try graph.localConvolution(
                x, kernels: kernels.byPlace(weights[0], graph.shape(of: x)), size: kernels.size.pair,
                strides: kernels.strides.pair, padding: kernels.padding)
        }
        if usesBias {
            // With channels first Keras takes the elements of the bias as they lie for `(filters, rows, columns)`.
            let shape = weights[1].shape
            let isFirst = kernels.format == .channelsFirst
            y = try graph.add([y, graph.constant(weights[1].reshaped(to: isFirst ? [shape[2], shape[0], shape[1]] : shape))])
        }
        return try graph.activation(y, activation)
    }
}
