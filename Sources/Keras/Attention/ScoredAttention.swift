import NeuralNetwork

/// Attention over `[query, value]` or `[query, value, key]`, each `(batch, steps, features)`: the values weighed by the softmax of
/// scores that query and key give. Gives `(batch, steps of the query, features of the value)`.
///
/// Without steps, `(batch, features)`, the items of a batch stand for them, as in Keras.
protocol ScoredAttention: ShareDroppingLayer {
    var isCausal: Bool { get }
    /// Whether the shares of the values come as a second output.
    var givesScores: Bool { get }

    /// `(batch, steps of the query, steps of the key)`.
    func scores(_ query: Graph.Value, _ key: Graph.Value, weights: [Tensor], in graph: inout Graph) throws -> Graph.Value
}

extension ScoredAttention {
    func outputShapes(of inputs: [Shape]) throws -> [Shape] {
        guard inputs.count == 2 || inputs.count == 3, inputs.allSatisfy({ $0.count >= 2 }) else {
            throw ShapeMismatch(
                expected: "[query, value] or [query, value, key], each (batch, steps, features)",
                found: inputs.map(\.pythonText).joined(separator: ", "))
        }
        let (query, value, key) = (inputs[0], inputs[1], inputs[inputs.count - 1])
        guard query.last == key.last else {
            throw ShapeMismatch(
                expected: "a query and a key with the same features", found: "\(query.pythonText) and \(key.pythonText)")
        }
        let scores = Shape(query.dropLast()) + [value[value.count - 2]]
        return [query.dropLast() + [value.last!]] + (givesScores ? [scores] : [])
    }

    func lower(
        masked inputs: [MaskedValue], weights: [Tensor], version: KerasVersion, into graph: inout Graph
    ) throws -> [MaskedValue] {
        let (query, value, key) = (inputs[0], inputs[1], inputs[inputs.count - 1])
        var scores = try scores(query.value, key.value, weights: weights, in: &graph)
        // Over all queries.
        var seen = try value.mask.map { try graph.insertAxes($0, at: [1]) }
        if isCausal {
            let causal = try graph.bandMask(scores, PlaceBand(after: 0))
            seen = try seen.map { try graph.multiply([$0, causal]) } ?? causal
        }
        if let seen {
            // 0 where a value is seen, -1e9 where it isn't.
            scores = try graph.add([scores, graph.scale(seen, by: 1e9, offset: -1e9)])
        }
        let shares = try dropout.applied(to: graph.activation(scores, .softmax()), in: &graph)
        var result = try graph.matrixProduct(shares, value.value)
        if let mask = query.mask { result = try graph.multiply([result, graph.raised(mask, toRankOf: result)]) }
        return [MaskedValue(result, mask: query.mask)] + (givesScores ? [MaskedValue(shares)] : [])
    }
}

extension Graph {
    /// The sum over the features of a function of each query and each key together, `(batch, queries, keys)`.
    mutating func pairwiseScores(
        _ query: Value, _ key: Value, _ function: (inout Graph, Value) throws -> Value
    ) throws -> Value {
        let (q, k) = (shape(of: query), shape(of: key))
        guard q.count == 3, k.count == 3 else {
            throw ShapeMismatch(expected: "queries and keys of three axes", found: "\(q.pythonText) and \(k.pythonText)")
        }
        let pairs = try add([insertAxes(query, at: [2]), insertAxes(key, at: [1])])
        return try reduction(function(&self, pairs), .sum, axes: [3])
    }
}
