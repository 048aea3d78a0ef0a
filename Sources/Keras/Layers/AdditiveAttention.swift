import NeuralNetwork

/// `AdditiveAttention` of Keras: attention by the sum of `scale · tanh(query + key)`, with a scale for each feature.
public struct AdditiveAttention: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - useScale: whether the scores have a weight of their own.
    ///   - dropout: which part is dropped in training.
    public init(
        useScale: Bool = true, dropout: Double = 0.0, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "AdditiveAttention", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["dropout": .number(dropout), "use_scale": .bool(useScale)])
    }
}

/// Attention by the sum of `scale · tanh(query + key)`, with a scale for each feature.
struct AdditiveAttentionLayer: ScoredAttention {
    let usesScale: Bool
    var isCausal: Bool
    var givesScores = false
    let dropout: ShareDropout

    init(from options: inout LayerOptions) throws {
        usesScale = try options.flag("use_scale", default: true)
        isCausal = try options.flag("causal", default: false)
        dropout = try ShareDropout(from: &options)
    }

    func weights(for inputs: [Shape]) throws -> [WeightSpecification] {
        usesScale ? [WeightSpecification("scale", [try inputs[1].known(-1)])] : []
    }

    func scores(_ query: Graph.Value, _ key: Graph.Value, weights: [Tensor], in graph: inout Graph) throws -> Graph.Value {
        try graph.pairwiseScores(query, key) { graph, pairs in
            let bent = try graph.activation(pairs, .tanh)
            return usesScale ? try graph.multiply([bent, graph.constant(weights[0])]) : bent
        }
    }
}
