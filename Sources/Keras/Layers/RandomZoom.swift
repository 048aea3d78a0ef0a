/// `RandomZoom` of Keras: images enlarged by chance in training.
public struct RandomZoom: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - heightFactor: how much at most, or from where to where.
    ///   - widthFactor: how much at most, or from where to where.
    ///   - fillMode: what lies beyond the edges: `reflect`, `wrap`, `constant` or `nearest`.
    ///   - interpolation: how elements between elements are made: `nearest`, `bilinear`, ….
    ///   - seed: of the random numbers; drawn unless given.
    ///   - fillValue: beyond the edges, with `constant`.
    public init(
        _ heightFactor: some FactorRange, widthFactor: (any FactorRange)? = nil, fillMode: String = "reflect",
        interpolation: String = "bilinear", seed: Int? = nil, fillValue: Double = 0.0, inputShape: [Int?]? = nil,
        name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomZoom", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "rng_type": "stateful", "height_factor": .factor(heightFactor),
                "width_factor": widthFactor.map { JSON.factor($0) } ?? .null, "fill_mode": .string(fillMode),
                "fill_value": .number(fillValue), "interpolation": .string(interpolation), "seed": .integer(orNull: seed),
            ])
    }
}

/// Images enlarged by chance in training.
struct RandomZoomLayer: AugmentationLayer {}
