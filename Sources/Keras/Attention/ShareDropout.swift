import NeuralNetwork

/// What attention drops of its shares while a model is trained.
struct ShareDropout: Sendable {
    private let rate: Float
    private let seed: Int?

    init(from options: inout LayerOptions) throws {
        rate = options.has("dropout") ? try options.rate("dropout") : 0
        seed = try options.seed()
    }

    var drops: Bool { rate > 0 }

    func applied(to shares: Graph.Value, in graph: inout Graph) throws -> Graph.Value {
        graph.isTraining && drops ? try graph.dropped(shares, rate: rate, seed: seed) : shares
    }
}

/// A layer that knows what to do with its `dropout` in training.
protocol ShareDroppingLayer: MaskedLayer {
    var dropout: ShareDropout { get }
}
