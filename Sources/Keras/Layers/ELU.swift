import NeuralNetwork

/// `x > 0: x`, else `alpha · (exp(x) − 1)`.
struct ELULayer: ActivatingLayer {
    let activation: NeuralNetwork.Activation

    init(from options: inout LayerOptions) throws { activation = .elu(alpha: try options.number("alpha", default: 1)) }
}
