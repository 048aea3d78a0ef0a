/// `AugMix` of Keras 3: images mixed with changed ones of themselves. A model that has it answers, and can not be trained here.
public struct AugMix: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - valueRange: of the pixels.
    ///   - chainCount: Keras' `num_chains`.
    ///   - chainDepth: how many changes come one after the other.
    ///   - factor: how much at most, or from where to where.
    ///   - alpha: of the distribution that parts are drawn from.
    ///   - usesAllOperations: Keras' `all_ops`.
    ///   - interpolation: how elements between elements are made: `nearest` or `bilinear`.
    ///   - seed: of the random numbers; drawn unless given.
    ///   - dataFormat: `channels_last` or `channels_first`.
    public init(
        valueRange: [Double] = [0, 255], chainCount: Int = 3, chainDepth: Int = 3, factor: some FactorRange = 0.3,
        alpha: Double = 1.0, usesAllOperations: Bool = true, interpolation: String = "bilinear", seed: Int? = nil,
        dataFormat: String? = nil, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "AugMix", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "data_format": .format(dataFormat), "value_range": .numbers(valueRange), "num_chains": .integer(chainCount),
                "chain_depth": .integer(chainDepth), "factor": .bounds(factor, lowest: 0), "alpha": .number(alpha),
                "all_ops": .bool(usesAllOperations), "interpolation": .string(interpolation), "seed": .integer(orNull: seed),
            ])
    }
}

/// Images mixed with changed ones of themselves in training.
struct AugMixLayer: IdleAugmentationLayer {}
