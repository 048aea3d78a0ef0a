/// `ConvLSTM2D` of Keras: A long short-term memory over images, its products convolutions.
public struct ConvLSTM2D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - filters: how many channels it gives.
    ///   - kernelSize: of the window.
    ///   - strides: how far the window moves at a time.
    ///   - padding: `valid` or `same`.
    ///   - dataFormat: `channels_last` or `channels_first`; the first unless given.
    ///   - dilationRate: how far apart the window takes its elements.
    ///   - activation: the name of a function of the result; none unless given.
    ///   - recurrentActivation: the function of the gates.
    ///   - unitForgetBias: whether the bias of the forget gate begins with 1.
    ///   - returnSequences: whether it gives all steps rather than the last.
    ///   - returnState: whether it gives its state too.
    ///   - goBackwards: whether it begins with the last step.
    ///   - isStateful: whether it begins where the batch before ended.
    ///   - dropout: which part is dropped in training.
    ///   - recurrentDropout: which part of the state is dropped in training.
    public init(
        _ filters: Int, kernelSize: some AxisLengths, strides: some AxisLengths = 1, padding: String = "valid",
        dataFormat: String? = nil, dilationRate: some AxisLengths = 1, activation: String? = "tanh",
        recurrentActivation: String? = "hard_sigmoid", useBias: Bool = true,
        kernelInitializer: InitializerOption = "glorot_uniform", recurrentInitializer: InitializerOption = "orthogonal",
        biasInitializer: InitializerOption = "zeros", unitForgetBias: Bool = true, kernelRegularizer: RegularizerOption? = nil,
        recurrentRegularizer: RegularizerOption? = nil, biasRegularizer: RegularizerOption? = nil,
        activityRegularizer: RegularizerOption? = nil, kernelConstraint: ConstraintOption? = nil,
        recurrentConstraint: ConstraintOption? = nil, biasConstraint: ConstraintOption? = nil, returnSequences: Bool = false,
        returnState: Bool = false, goBackwards: Bool = false, isStateful: Bool = false, dropout: Double = 0.0,
        recurrentDropout: Double = 0.0, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "ConvLSTM2D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "return_sequences": .bool(returnSequences), "return_state": .bool(returnState),
                "go_backwards": .bool(goBackwards), "stateful": .bool(isStateful), "unroll": .bool(false),
                "time_major": .bool(false), "filters": .integer(filters), "kernel_size": .lengths(kernelSize, axes: 2),
                "strides": .lengths(strides, axes: 2), "padding": .string(padding), "data_format": .format(dataFormat),
                "dilation_rate": .lengths(dilationRate, axes: 2), "activation": .activation(activation),
                "recurrent_activation": .activation(recurrentActivation), "use_bias": .bool(useBias),
                "kernel_initializer": kernelInitializer.json, "recurrent_initializer": recurrentInitializer.json,
                "bias_initializer": biasInitializer.json, "unit_forget_bias": .bool(unitForgetBias),
                "kernel_regularizer": kernelRegularizer.json, "recurrent_regularizer": recurrentRegularizer.json,
                "bias_regularizer": biasRegularizer.json, "activity_regularizer": activityRegularizer.json,
                "kernel_constraint": kernelConstraint.json, "recurrent_constraint": recurrentConstraint.json,
                "bias_constraint": biasConstraint.json, "dropout": .number(dropout),
                "recurrent_dropout": .number(recurrentDropout),
            ])
    }
}

/// A long short-term memory over images, its products convolutions.
struct ConvLSTM2DLayer: ConvLSTMLayer {
    static let rank = 2
    let memory: ConvolutionalMemory
}
