/// `LSTM` of Keras: A long short-term memory.
public struct LSTM: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - units: how many features it gives.
    ///   - activation: the name of a function of the result; none unless given.
    ///   - recurrentActivation: the function of the gates.
    ///   - unitForgetBias: whether the bias of the forget gate begins with 1.
    ///   - dropout: which part is dropped in training.
    ///   - recurrentDropout: which part of the state is dropped in training.
    ///   - returnSequences: whether it gives all steps rather than the last.
    ///   - returnState: whether it gives its state too.
    ///   - goBackwards: whether it begins with the last step.
    ///   - isStateful: whether it begins where the batch before ended.
    public init(
        _ units: Int, activation: String? = "tanh", recurrentActivation: String? = "sigmoid", useBias: Bool = true,
        kernelInitializer: InitializerOption = "glorot_uniform", recurrentInitializer: InitializerOption = "orthogonal",
        biasInitializer: InitializerOption = "zeros", unitForgetBias: Bool = true, kernelRegularizer: RegularizerOption? = nil,
        recurrentRegularizer: RegularizerOption? = nil, biasRegularizer: RegularizerOption? = nil,
        activityRegularizer: RegularizerOption? = nil, kernelConstraint: ConstraintOption? = nil,
        recurrentConstraint: ConstraintOption? = nil, biasConstraint: ConstraintOption? = nil, dropout: Double = 0.0,
        recurrentDropout: Double = 0.0, returnSequences: Bool = false, returnState: Bool = false, goBackwards: Bool = false,
        isStateful: Bool = false, unroll: Bool = false, timeMajor: Bool = false, inputShape: [Int?]? = nil, name: String? = nil,
        isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "LSTM", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "return_sequences": .bool(returnSequences), "return_state": .bool(returnState),
                "go_backwards": .bool(goBackwards), "stateful": .bool(isStateful), "unroll": .bool(unroll),
                "time_major": .bool(timeMajor), "units": .integer(units), "activation": .activation(activation),
                "recurrent_activation": .activation(recurrentActivation), "use_bias": .bool(useBias),
                "kernel_initializer": kernelInitializer.json, "recurrent_initializer": recurrentInitializer.json,
                "bias_initializer": biasInitializer.json, "unit_forget_bias": .bool(unitForgetBias),
                "kernel_regularizer": kernelRegularizer.json, "recurrent_regularizer": recurrentRegularizer.json,
                "bias_regularizer": biasRegularizer.json, "activity_regularizer": activityRegularizer.json,
                "kernel_constraint": kernelConstraint.json, "recurrent_constraint": recurrentConstraint.json,
                "bias_constraint": biasConstraint.json, "dropout": .number(dropout),
                "recurrent_dropout": .number(recurrentDropout), "implementation": .integer(2),
            ])
    }
}

/// A long short-term memory.
struct LSTMLayer: RecurrentLayer {
    let cells: [RecurrentCellLayer]
    let options: RecurrentOptions

    init(from options: inout LayerOptions) throws {
        cells = [try RecurrentCellLayer(.lstm, from: &options)]
        self.options = try RecurrentOptions(from: &options)
    }
}
