/// `SpatialDropout2D` of Keras: sets whole channels to zero in training; changes nothing in an answer.
public struct SpatialDropout2D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - rate: which part is dropped.
    public init(
        _ rate: Double, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "SpatialDropout2D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["rate": .number(rate), "noise_shape": .null, "seed": .null])
    }
}

/// Sets whole channels to zero in training; changes nothing in an answer.
struct SpatialDropout2DLayer: TrainingOnlyLayer {
    init(from options: inout LayerOptions) throws { options.ignore("rate", "noise_shape", "seed", "data_format") }
}
