import NeuralNetwork

/// `Attention` of Keras: attention by the products of queries and keys, or by the `tanh` of their sums (`score_mode`).
public struct Attention: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - useScale: whether the scores have a weight of their own.
    ///   - scoreMode: `dot` or `concat`.
    ///   - dropout: which part is dropped in training.
    public init(
        useScale: Bool = false, scoreMode: String = "dot", dropout: Double = 0.0, inputShape: [Int?]? = nil, name: String? = nil,
        isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "Attention", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["dropout": .number(dropout), "use_scale": .bool(useScale), "score_mode": .string(scoreMode)])
    }
}

/// Attention by the products of queries and keys, or by the `tanh` of their sums (`score_mode`).
struct AttentionLayer: ScoredAttention {
    let usesScale: Bool
    let sums: Bool
    var isCausal: Bool
    var givesScores = false
    let dropout: ShareDropout

    init(from options: inout LayerOptions) throws {
        usesScale = try options.flag("use_scale", default: false)
        sums = try options.choice("score_mode", of: ["dot", "concat"], default: "dot") == "concat"
        isCausal = try options.flag("causal", default: false)
        dropout = try ShareDropout(from: &options)
    }

    func weights(for inputs: [Shape]) throws -> [WeightSpecification] {
        (usesScale ? [WeightSpecification("scale", [])] : []) + (sums ? [WeightSpecification("concat_score_weight", [])] : [])
    }

    func scores(_ query: Graph.Value, _ key: Graph.Value, weights: [Tensor], in graph: inout Graph) throws -> Graph.Value {
        let scale = usesScale ? weights[0].values[0] : 1
        guard sums else {
            return try graph.scale(graph.matrixProduct(query, key, transposeRight: true), by: scale)
        }
        let total = try graph.pairwiseScores(query, key) { graph, pairs in
            try graph.activation(graph.scale(pairs, by: scale), .tanh)
        }
        return try graph.scale(total, by: weights[weights.count - 1].values[0])
    }
}
