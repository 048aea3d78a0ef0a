import NeuralNetwork

/// A function by its name.
struct ActivationLayer: ActivatingLayer {
    let activation: NeuralNetwork.Activation

    init(from options: inout LayerOptions) throws { activation = try options.activation() }
}
