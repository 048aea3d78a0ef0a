import NeuralNetwork

/// `Dropout` of Keras: sets a part of the elements to zero in training; changes nothing in an answer.
public struct Dropout: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - rate: which part is dropped.
    ///   - noiseShape: the shape in which it is decided what is dropped; that of the input unless given.
    ///   - seed: of the random numbers; drawn unless given.
    public init(
        _ rate: Double, noiseShape: [Int]? = nil, seed: Int? = nil, inputShape: [Int?]? = nil, name: String? = nil,
        isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "Dropout", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "rate": .number(rate), "noise_shape": noiseShape.map(JSON.integers) ?? .null, "seed": .integer(orNull: seed),
            ])
    }
}

/// Sets a part of the elements to zero in training; changes nothing in an answer.
struct DropoutLayer: TrainingOnlyLayer {
    let rate: Float
    private let seed: Int?
    /// How far the chance of an element goes: an extent of 1 has all along that axis stay or go together; nil is the input's own.
    private let noiseShape: [Int?]?

    init(from options: inout LayerOptions) throws {
        rate = try options.rate("rate")
        seed = try options.seed()
        noiseShape = try options.noiseShape()
    }

    func lowerTraining(_ x: Graph.Value, into graph: inout Graph) throws -> Graph.Value {
        try graph.dropped(x, rate: rate, noiseShape: noiseShape, seed: seed)
    }
}
