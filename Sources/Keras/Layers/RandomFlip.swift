/// `RandomFlip` of Keras: images mirrored by chance in training.
public struct RandomFlip: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - mode: `horizontal`, `vertical` or `horizontal_and_vertical`.
    ///   - seed: of the random numbers; drawn unless given.
    public init(
        mode: String = "horizontal_and_vertical", seed: Int? = nil, inputShape: [Int?]? = nil, name: String? = nil,
        isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomFlip", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["rng_type": "stateful", "mode": .string(mode), "seed": .integer(orNull: seed)])
    }
}

/// Images mirrored by chance in training.
struct RandomFlipLayer: AugmentationLayer {}
