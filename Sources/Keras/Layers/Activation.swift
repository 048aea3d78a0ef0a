import NeuralNetwork

/// A function by its name.
struct Activation: ActivationLayer {
    let activation: NeuralNetwork.Activation

    init(from options: inout LayerOptions) throws { activation = try options.activation() }
}
