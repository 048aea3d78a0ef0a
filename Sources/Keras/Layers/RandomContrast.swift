/// `RandomContrast` of Keras: images given another contrast by chance in training.
public struct RandomContrast: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - factor: how much at most, or from where to where.
    ///   - seed: of the random numbers; drawn unless given.
    public init(
        _ factor: some FactorRange, seed: Int? = nil, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomContrast", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["rng_type": "stateful", "factor": .factor(factor), "seed": .integer(orNull: seed)])
    }
}

/// Images given another contrast by chance in training.
struct RandomContrastLayer: AugmentationLayer {}
