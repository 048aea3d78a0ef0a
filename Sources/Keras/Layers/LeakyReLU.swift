import NeuralNetwork

/// `x ≥ 0: x`, else `alpha · x`; Keras 3 names the slope `negative_slope`.
struct LeakyReLU: ActivationLayer {
    let activation: NeuralNetwork.Activation

    init(from options: inout LayerOptions) throws {
        let slope = try options.value(["alpha", "negative_slope"]).map { try options.number($0.name, $0.value) } ?? 0.3
        // The engine's leaky ReLU is a maximum, which holds for slopes up to 1.
        activation = (0...1).contains(slope) ? .leakyRelu(alpha: slope) : .relu(negativeSlope: slope)
    }
}
