/// `RandomElasticTransform` of Keras 3: images bent by chance. A model that has it answers, and can not be trained here.
public struct RandomElasticTransform: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - factor: how much at most, or from where to where.
    ///   - scale: how much at most, or from where to where.
    ///   - interpolation: how elements between elements are made: `nearest` or `bilinear`.
    ///   - fillMode: what lies beyond the edges: `reflect`, `wrap`, `constant` or `nearest`.
    ///   - fillValue: beyond the edges.
    ///   - valueRange: of the pixels.
    ///   - seed: of the random numbers; drawn unless given.
    ///   - dataFormat: `channels_last` or `channels_first`.
    public init(
        _ factor: some FactorRange = 1.0, scale: some FactorRange = 1.0, interpolation: String = "bilinear",
        fillMode: String = "reflect", fillValue: Double = 0.0, valueRange: [Double] = [0, 255], seed: Int? = nil,
        dataFormat: String? = nil, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomElasticTransform", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "data_format": .format(dataFormat), "factor": .bounds(factor, lowest: 0), "scale": .bounds(scale, lowest: 0),
                "interpolation": .string(interpolation), "fill_mode": .string(fillMode), "fill_value": .number(fillValue),
                "value_range": .numbers(valueRange), "seed": .integer(orNull: seed),
            ])
    }
}

/// Images distorted by chance in training.
struct RandomElasticTransformLayer: IdleAugmentationLayer {}
