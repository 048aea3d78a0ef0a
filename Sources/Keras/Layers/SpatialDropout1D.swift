import NeuralNetwork

/// `SpatialDropout1D` of Keras: sets whole channels to zero in training; changes nothing in an answer.
public struct SpatialDropout1D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - rate: which part is dropped.
    public init(
        _ rate: Double, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "SpatialDropout1D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["rate": .number(rate), "noise_shape": .null, "seed": .null])
    }
}

/// Sets whole channels to zero in training; changes nothing in an answer.
struct SpatialDropout1DLayer: TrainingOnlyLayer {
    let rate: Float
    private let seed: Int?

    init(from options: inout LayerOptions) throws {
        rate = try options.rate("rate")
        seed = try options.seed()
        options.ignore("noise_shape")
    }

    func lowerTraining(_ x: Graph.Value, into graph: inout Graph) throws -> Graph.Value {
        try graph.dropped(x, rate: rate, noiseShape: [nil, 1, nil], seed: seed)
    }
}
