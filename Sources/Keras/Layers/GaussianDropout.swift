import NeuralNetwork
import Training

/// `GaussianDropout` of Keras: multiplies by noise in training; changes nothing in an answer.
public struct GaussianDropout: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - rate: which part is dropped.
    ///   - seed: of the random numbers; drawn unless given.
    public init(
        _ rate: Double, seed: Int? = nil, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "GaussianDropout", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["rate": .number(rate), "seed": .integer(orNull: seed)])
    }
}

/// Multiplies by noise in training; changes nothing in an answer.
struct GaussianDropoutLayer: TrainingOnlyLayer {
    let rate: Float
    private let seed: Int?

    init(from options: inout LayerOptions) throws {
        rate = try options.rate("rate")
        seed = try options.seed()
    }

    func lowerTraining(_ x: Graph.Value, into graph: inout Graph) throws -> Graph.Value {
        let deviation = (rate / (1 - rate)).squareRoot()
        let noise = try graph.noise(x, .normal(mean: 1, standardDeviation: deviation), seed: seed)
        return try graph.multiply([x, noise])
    }
}
