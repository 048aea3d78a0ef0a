import NeuralNetwork

/// `ReLU` of Keras: `x ≥ threshold: min(x, max_value)`, else `negative_slope · (x − threshold)`.
public struct ReLU: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - maxValue: above which nothing goes; none unless given.
    ///   - negativeSlope: below the threshold.
    ///   - threshold: from which on values pass.
    public init(
        maxValue: Double? = nil, negativeSlope: Double = 0.0, threshold: Double = 0.0, inputShape: [Int?]? = nil,
        name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "ReLU", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "max_value": maxValue.map { .single(Float($0)) } ?? .null, "negative_slope": .single(Float(negativeSlope)),
                "threshold": .single(Float(threshold)),
            ])
    }
}

/// `x ≥ threshold: min(x, max_value)`, else `negative_slope · (x − threshold)`.
struct ReLULayer: ActivatingLayer {
    let activation: NeuralNetwork.Activation

    init(from options: inout LayerOptions) throws {
        activation = .relu(
            maximum: try options.number("max_value"), negativeSlope: try options.number("negative_slope", default: 0),
            threshold: try options.number("threshold", default: 0))
    }
}
