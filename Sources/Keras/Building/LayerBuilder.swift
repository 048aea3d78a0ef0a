/// A layer that a model is built of, called on the tensors that it takes.
///
/// The names of the types, of their options and the defaults are those of `tf.keras.layers`; the first option that Keras
/// requires has no label. A layer that is called twice has one set of weights (a shared layer).
public protocol LayerBuilder: Sendable {
    /// The layer itself, which all calls share.
    var definition: LayerDefinition { get }
}

extension LayerBuilder {
    /// The name that was given, or `conv2d`, `conv2d_1`, … (see ``KerasSession``).
    public var name: String { definition.name }

    /// Whether training changes the layer's weights; read when `Model` is made.
    public var isTrainable: Bool {
        get { definition.isTrainable }
        nonmutating set { definition.isTrainable = newValue }
    }

    /// Calls the layer.
    ///
    /// - Parameters:
    ///   - training: `true` or `false` where the layer shall behave so whatever the model does; nil leaves it to the model.
    ///   - mask: which steps of a sequence count, instead of the mask that `input` carries.
    public func callAsFunction(_ input: KerasTensor, training: Bool? = nil, mask: KerasTensor? = nil) -> KerasTensor {
        outputs([input], training: training, mask: mask)[0]
    }

    /// Calls the layer on several tensors: `Add()([x, shortcut])`.
    public func callAsFunction(_ inputs: [KerasTensor], training: Bool? = nil) -> KerasTensor {
        outputs(inputs, training: training)[0]
    }

    /// Calls the layer and gives all of its results: a recurrent layer's states, the outputs of a model.
    public func outputs(
        _ inputs: some KerasTensors, training: Bool? = nil, mask: KerasTensor? = nil
    ) -> [KerasTensor] {
        var keywords: [LayerCall.Keyword] = []
        if let training { keywords.append(.init("training", .flag(training))) }
        if let mask { keywords.append(.init("mask", .tensor(mask))) }
        return definition.call(inputs.tensors, keywords)
    }
}
