import NeuralNetwork

/// `LeakyReLU` of Keras: `x ≥ 0: x`, else `alpha · x`; Keras 3 names the slope `negative_slope`.
public struct LeakyReLU: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - alpha: the slope below 0.
    public init(
        alpha: Double = 0.3, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "LeakyReLU", name: name, isTrainable: isTrainable, inputShape: inputShape, options: ["alpha": .single(Float(alpha))])
    }
}

/// `x ≥ 0: x`, else `alpha · x`; Keras 3 names the slope `negative_slope`.
struct LeakyReLULayer: ActivatingLayer {
    let activation: NeuralNetwork.Activation

    init(from options: inout LayerOptions) throws {
        let slope = try options.number(["alpha", "negative_slope"], default: 0.3)
        // The engine's leaky ReLU is a maximum, which holds for slopes up to 1.
        activation = (0...1).contains(slope) ? .leakyRelu(alpha: slope) : .relu(negativeSlope: slope)
    }
}
