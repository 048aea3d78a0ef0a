import NeuralNetwork

/// `SpatialDropout3D` of Keras: sets whole channels to zero in training; changes nothing in an answer.
public struct SpatialDropout3D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - rate: which part is dropped.
    public init(
        _ rate: Double, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "SpatialDropout3D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["rate": .number(rate), "noise_shape": .null, "seed": .null])
    }
}

/// Sets whole channels to zero in training; changes nothing in an answer.
struct SpatialDropout3DLayer: TrainingOnlyLayer {
    let rate: Float
    private let seed: Int?
    private let isChannelsFirst: Bool

    init(from options: inout LayerOptions) throws {
        rate = try options.rate("rate")
        seed = try options.seed()
        isChannelsFirst =
            try options.choice("data_format", of: ["channels_last", "channels_first"], default: "channels_last")
            == "channels_first"
        options.ignore("noise_shape")
    }

    func lowerTraining(_ x: Graph.Value, into graph: inout Graph) throws -> Graph.Value {
        let shape: [Int?] = isChannelsFirst ? [nil, nil, 1, 1, 1] : [nil, 1, 1, 1, nil]
        return try graph.dropped(x, rate: rate, noiseShape: shape, seed: seed)
    }
}
