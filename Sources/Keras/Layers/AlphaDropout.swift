import NeuralNetwork

/// `AlphaDropout` of Keras: drops elements so that mean and variance stay in training; changes nothing in an answer.
public struct AlphaDropout: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - rate: which part is dropped.
    ///   - seed: of the random numbers; drawn unless given.
    public init(
        _ rate: Double, seed: Int? = nil, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "AlphaDropout", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["rate": .number(rate), "seed": .integer(orNull: seed)])
    }
}

/// Drops elements so that mean and variance stay in training; changes nothing in an answer.
struct AlphaDropoutLayer: TrainingOnlyLayer {
    let rate: Float
    private let seed: Int?
    private let noiseShape: [Int?]?

    init(from options: inout LayerOptions) throws {
        rate = try options.rate("rate")
        seed = try options.seed()
        noiseShape = try options.noiseShape()
    }

    func lowerTraining(_ x: Graph.Value, into graph: inout Graph) throws -> Graph.Value {
        // Klambauer et al., "Self-Normalizing Neural Networks", 2017.
        let dropped: Float = -1.6732632423543772 * 1.0507009873554804
        let factor = 1 / ((1 - rate) * (1 + rate * dropped * dropped)).squareRoot()
        let kept = try graph.kept(x, rate: rate, noiseShape: noiseShape, seed: seed)
        let replaced = try graph.add([graph.multiply([x, kept]), graph.scale(kept, by: -dropped, offset: dropped)])
        return try graph.scale(replaced, by: factor, offset: -factor * dropped * rate)
    }
}
