import NeuralNetwork

/// `ELU` of Keras: `x > 0: x`, else `alpha · (exp(x) − 1)`.
public struct ELU: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - alpha: the slope below 0.
    public init(
        alpha: Double = 1.0, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "ELU", name: name, isTrainable: isTrainable, inputShape: inputShape, options: ["alpha": .single(Float(alpha))])
    }
}

/// `x > 0: x`, else `alpha · (exp(x) − 1)`.
struct ELULayer: ActivatingLayer {
    let activation: NeuralNetwork.Activation

    init(from options: inout LayerOptions) throws { activation = .elu(alpha: try options.number("alpha", default: 1)) }
}
