import NeuralNetwork

/// `ThresholdedReLU` of Keras: `x > theta: x`, else 0.
public struct ThresholdedReLU: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - theta: from which on values pass.
    public init(
        theta: Double = 1.0, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "ThresholdedReLU", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["theta": .single(Float(theta))])
    }
}

/// `x > theta: x`, else 0.
struct ThresholdedReLULayer: ActivatingLayer {
    let activation: NeuralNetwork.Activation

    init(from options: inout LayerOptions) throws {
        activation = .threshold(try options.number("theta", default: 1), replacement: 0)
    }
}
