import NeuralNetwork

/// `LocallyConnected1D` of Keras: A convolution along a sequence with another kernel at each step of the result (Keras 1 and
/// 2); a bias for each step and filter.
public struct LocallyConnected1D: LayerBuilder {
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
            "LocallyConnected1D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "filters": .integer(filters), "kernel_size": .lengths(kernelSize, axes: 1), "strides": .lengths(strides, axes: 1),
                "padding": .string(padding), "data_format": .format(dataFormat), "activation": .activation(activation),
                "use_bias": .bool(useBias), "kernel_initializer": kernelInitializer.json,
                "bias_initializer": biasInitializer.json, "kernel_regularizer": kernelRegularizer.json,
                "bias_regularizer": biasRegularizer.json, "activity_regularizer": activityRegularizer.json,
                "kernel_constraint": kernelConstraint.json, "bias_constraint": biasConstraint.json,
                "implementation": .integer(implementation),
            ])
    }
}

/// A convolution along a sequence with another kernel at each step of the result (Keras 1 and 2); a bias for each step and filter.
struct LocallyConnected1DLayer: SingleInputLayer {
    let kernels: LocalKernels
    let usesBias: Bool
    let activation: NeuralNetwork.Activation

    init(from options: inout LayerOptions) throws {
        kernels = try options.localKernels(
            size: Extent(height: 1, width: try options.length("kernel_size")),
            strides: Extent(height: 1, width: try options.length("strides", default: 1)), isSequence: true)
        usesBias = try options.flag("use_bias", default: true)
        activation = try options.activation()
    }

    private func image(_ input: Shape) throws -> Shape {
        let sequence = try kernels.format.toChannelsLast(sequence: input)
        return [sequence[0], 1, sequence[1], sequence[2]]
    }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        let image = try image(input)
        return [WeightSpecification("kernel", try kernels.shape(for: image))]
            + (usesBias ? [WeightSpecification("bias", [try kernels.result(image).columns, kernels.filters])] : [])
    }

    func outputShape(of input: Shape) throws -> Shape {
        let image = try image(input)
        return kernels.format.fromChannelsLast(sequence: [image[0], try kernels.result(image).columns, kernels.filters])
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        var y = try graph.asImage(x, kernels.format) { graph, x in
            try graph.localConvolution(
                x, kernels: kernels.byPlace(weights[0], graph.shape(of: x)), size: kernels.size.pair,
                strides: kernels.strides.pair, padding: kernels.padding)
        }
        if usesBias {
            // With channels first Keras takes the elements of the bias as they lie for `(filters, steps)`.
            let shape = weights[1].shape
            y = try graph.add([
                y, graph.constant(weights[1].reshaped(to: kernels.format == .channelsFirst ? shape.reversed() : shape)),
            ])
        }
        return try graph.activation(y, activation)
    }
}
