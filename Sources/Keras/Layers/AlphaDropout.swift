/// `AlphaDropout` of Keras: drops elements so that mean and variance stay in training; changes nothing in an answer.
public struct AlphaDropout: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - rate: which part is dropped.
    ///   - seed: of the random numbers; drawn unless given.
    public init(
        _ rate: Double, seed: Int? = nil, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "AlphaDropout", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["rate": .number(rate), "seed": .integer(orNull: seed)])
    }
}

/// Drops elements so that mean and variance stay in training; changes nothing in an answer.
struct AlphaDropoutLayer: TrainingOnlyLayer {
    init(from options: inout LayerOptions) throws { options.ignore("rate", "noise_shape", "seed") }
}
