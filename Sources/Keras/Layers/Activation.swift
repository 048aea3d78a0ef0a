import NeuralNetwork

/// `Activation` of Keras: A function by its name.
public struct Activation: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - activation: the name of a function of the result; none unless given.
    public init(
        _ activation: String, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "Activation", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["activation": .string(activation)])
    }
}

/// A function by its name.
struct ActivationLayer: ActivatingLayer {
    let activation: NeuralNetwork.Activation

    init(from options: inout LayerOptions) throws { activation = try options.activation() }
}
