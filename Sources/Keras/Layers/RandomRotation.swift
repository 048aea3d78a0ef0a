/// `RandomRotation` of Keras: images turned by chance in training.
public struct RandomRotation: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - factor: how much at most, or from where to where.
    ///   - fillMode: what lies beyond the edges: `reflect`, `wrap`, `constant` or `nearest`.
    ///   - interpolation: how elements between elements are made: `nearest`, `bilinear`, ….
    ///   - seed: of the random numbers; drawn unless given.
    ///   - fillValue: beyond the edges, with `constant`.
    public init(
        _ factor: some FactorRange, fillMode: String = "reflect", interpolation: String = "bilinear", seed: Int? = nil,
        fillValue: Double = 0.0, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomRotation", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "rng_type": "stateful", "factor": .factor(factor), "fill_mode": .string(fillMode),
                "fill_value": .number(fillValue), "interpolation": .string(interpolation), "seed": .integer(orNull: seed),
            ])
    }
}

/// Images turned by chance in training.
struct RandomRotationLayer: AugmentationLayer {}
