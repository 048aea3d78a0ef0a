/// `GaussianDropout` of Keras: multiplies by noise in training; changes nothing in an answer.
public struct GaussianDropout: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - rate: which part is dropped.
    ///   - seed: of the random numbers; drawn unless given.
    public init(
        _ rate: Double, seed: Int? = nil, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "GaussianDropout", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["rate": .number(rate), "seed": .integer(orNull: seed)])
    }
}

/// Multiplies by noise in training; changes nothing in an answer.
struct GaussianDropoutLayer: TrainingOnlyLayer {
    init(from options: inout LayerOptions) throws { options.ignore("rate", "seed") }
}
