import NeuralNetwork

/// The activations that Keras knows by name.
package enum ActivationCatalogue {
    /// Every name, in the order in which errors list them.
    package static var names: [String] { entries.map(\.name) }

    /// The function that a version of Keras means by `name`.
    static func activation(named name: String, in version: KerasVersion) -> NeuralNetwork.Activation? {
        entries.first { $0.name == name }?.activation(version)
    }

    private static let entries: [(name: String, activation: @Sendable (KerasVersion) -> NeuralNetwork.Activation)] = [
        ("linear", { _ in .linear }),
        ("relu", { _ in .relu() }),
        ("relu6", { _ in .relu6 }),
        ("leaky_relu", { _ in .leakyRelu(alpha: 0.2) }),
        ("elu", { _ in .elu() }),
        ("selu", { _ in .selu }),
        ("celu", { _ in .celu() }),
        ("sigmoid", { _ in .sigmoid }),
        ("hard_sigmoid", { $0.major >= 3 ? .hardSigmoidRelu6 : .hardSigmoid }),
        ("log_sigmoid", { _ in .logSigmoid }),
        ("tanh", { _ in .tanh }),
        ("hard_tanh", { _ in .hardTanh }),
        ("tanh_shrink", { _ in .tanhShrink }),
        ("softmax", { _ in .softmax() }),
        // The name of TensorFlow's own function, which tf.keras writes where a user passed that.
        ("softmax_v2", { _ in .softmax() }),
        ("log_softmax", { _ in .logSoftmax() }),
        ("softplus", { _ in .softplus }),
        ("softsign", { _ in .softsign }),
        ("exponential", { _ in .exponential }),
        ("swish", { _ in .silu }),
        ("silu", { _ in .silu }),
        ("gelu", { _ in .gelu() }),
        ("hard_swish", { _ in .hardSwish }),
        ("hard_silu", { _ in .hardSwish }),
        ("mish", { _ in .mish }),
        ("soft_shrink", { _ in .softShrink() }),
        ("hard_shrink", { _ in .hardShrink() }),
        ("squareplus", { _ in .squareplus() }),
        ("sparse_plus", { _ in .sparsePlus }),
        ("sparse_sigmoid", { _ in .sparseSigmoid }),
        ("sparsemax", { _ in .sparsemax() }),
    ]
}
