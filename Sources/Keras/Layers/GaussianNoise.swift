/// `GaussianNoise` of Keras: adds noise in training; changes nothing in an answer.
public struct GaussianNoise: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - stddev: of the noise.
    ///   - seed: of the random numbers; drawn unless given.
    public init(
        _ stddev: Double, seed: Int? = nil, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "GaussianNoise", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["stddev": .number(stddev), "seed": .integer(orNull: seed)])
    }
}

/// Adds noise in training; changes nothing in an answer.
struct GaussianNoiseLayer: TrainingOnlyLayer {
    init(from options: inout LayerOptions) throws { options.ignore("stddev", "seed") }
}
