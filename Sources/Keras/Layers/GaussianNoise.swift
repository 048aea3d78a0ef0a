import NeuralNetwork
import Training

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
    private let deviation: Float
    private let seed: Int?

    init(from options: inout LayerOptions) throws {
        deviation = try options.number("stddev", default: 0)
        seed = try options.seed()
    }

    func lowerTraining(_ x: Graph.Value, into graph: inout Graph) throws -> Graph.Value {
        try graph.add([x, graph.noise(x, .normal(standardDeviation: deviation), seed: seed)])
    }
}
