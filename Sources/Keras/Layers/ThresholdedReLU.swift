import NeuralNetwork

/// `x > theta: x`, else 0.
struct ThresholdedReLULayer: ActivatingLayer {
    let activation: NeuralNetwork.Activation

    init(from options: inout LayerOptions) throws {
        activation = .threshold(try options.number("theta", default: 1), replacement: 0)
    }
}
