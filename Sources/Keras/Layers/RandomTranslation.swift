/// `RandomTranslation` of Keras: images moved by chance in training.
public struct RandomTranslation: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - heightFactor: how much at most, or from where to where.
    ///   - widthFactor: how much at most, or from where to where.
    ///   - fillMode: what lies beyond the edges: `reflect`, `wrap`, `constant` or `nearest`.
    ///   - interpolation: how elements between elements are made: `nearest`, `bilinear`, ….
    ///   - seed: of the random numbers; drawn unless given.
    ///   - fillValue: beyond the edges, with `constant`.
    public init(
        _ heightFactor: some FactorRange, widthFactor: some FactorRange, fillMode: String = "reflect",
        interpolation: String = "bilinear", seed: Int? = nil, fillValue: Double = 0.0, inputShape: [Int?]? = nil,
        name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomTranslation", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "rng_type": "stateful", "height_factor": .factor(heightFactor), "width_factor": .factor(widthFactor),
                "fill_mode": .string(fillMode), "fill_value": .number(fillValue), "interpolation": .string(interpolation),
                "seed": .integer(orNull: seed),
            ])
    }
}

/// Images moved by chance in training.
struct RandomTranslationLayer: AugmentationLayer {}
