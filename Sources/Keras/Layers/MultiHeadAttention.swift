import NeuralNetwork

/// Attention by several heads over `[query, value]` or `[query, value, key]`, each with projections of its own.
///
/// Projections `(features, heads, size)` of query, key and value, in Keras' order of weights, then `(heads, size, features)` of the
/// result. Attention runs over `attention_axes` (all between batch and features unless stated), the other axes stand side by side.
struct MultiHeadAttention: MaskedLayer {
    let heads: Int
    let keySize: Int
    let valueSize: Int
    let usesBias: Bool
    let usesGate: Bool
    /// Of one step of the result; nil is that of the query.
    let outputExtents: [Int]?
    let attentionAxes: [Int]?
    var isCausal = false
    var givesScores = false

    init(from options: inout LayerOptions) throws {
        heads = try options.integer("num_heads")
        keySize = try options.integer("key_dim")
        valueSize = try options.integer("value_dim", default: keySize)
        usesBias = try options.flag("use_bias", default: true)
        usesGate = try options.flag("use_gate", default: false)
        let extents = try options.integers("output_shape")
        outputExtents = extents.flatMap { $0.isEmpty ? nil : $0 }
        attentionAxes = try options.integers("attention_axes")
        try options.require("sliding_window", .null, because: "attention over all steps is read")
        options.ignore(
            "dropout", "query_shape", "key_shape", "value_shape", "softmax_robust_masking", "flash_attention", "seed")
    }

    func weights(for inputs: [Shape]) throws -> [WeightSpecification] {
        let (query, value, key) = (inputs[0], inputs[1], inputs[inputs.count - 1])
        func projection(_ name: String, _ input: Shape, _ size: Int) throws -> [WeightSpecification] {
            [WeightSpecification("kernel", [try input.known(-1), heads, size])]
                + (usesBias ? [WeightSpecification("bias", [heads, size])] : [])
        }
        let output = try outputExtents ?? [query.known(-1)]
        return try projection("query", query, keySize) + projection("key", key, keySize)
            + (usesGate ? projection("gate", query, valueSize) : []) + projection("value", value, valueSize)
            + [WeightSpecification("kernel", [heads, valueSize] + output)]
            + (usesBias ? [WeightSpecification("bias", output)] : [])
    }

    /// The axes that attention runs over.
    private func axes(rank: Int) throws -> [Int] {
        try attentionAxes?.map { try resolvedAxis($0, rank: rank) } ?? Array(1..<(rank - 1))
    }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] {
        guard inputs.count == 2 || inputs.count == 3, inputs.allSatisfy({ $0.count == inputs[0].count && $0.count >= 3 }) else {
            throw ShapeMismatch(
                expected: "[query, value] or [query, value, key], each (batch, steps…, features)",
                found: inputs.map(\.pythonText).joined(separator: ", "))
        }
        let axes = try axes(rank: inputs[0].count)
        let beside = inputs[0].indices.dropLast().filter { !axes.contains($0) }
        let scores = beside.map { inputs[0][$0] } + [heads] + axes.map { inputs[0][$0] } + axes.map { inputs[1][$0] }
        let output = try outputExtents ?? [inputs[0].known(-1)]
        return [inputs[0].dropLast() + output.map { $0 }] + (givesScores ? [scores] : [])
    }

    func lower(
        masked inputs: [MaskedValue], weights: [Tensor], version: KerasVersion, into graph: inout Graph
    ) throws -> [MaskedValue] {
        let (query, value, key) = (inputs[0], inputs[1], inputs[inputs.count - 1])
        let letters = Letters(rank: graph.shape(of: query.value).count, axes: try axes(rank: graph.shape(of: query.value).count))
        var rest = weights[...]
        func projected(_ x: Graph.Value, _ own: String, _ graph: inout Graph) throws -> Graph.Value {
            let kernel = graph.constant(rest.removeFirst())
            let product = try graph.einsum("\(own)x,xhs->\(own)hs", x, kernel)
            return usesBias ? try graph.add([product, graph.constant(rest.removeFirst())]) : product
        }
        let q = try graph.scale(projected(query.value, letters.query, &graph), by: 1 / Float(keySize).squareRoot())
        let k = try projected(key.value, letters.value, &graph)
        let gate = usesGate ? try graph.activation(projected(query.value, letters.query, &graph), .sigmoid) : nil
        let v = try projected(value.value, letters.value, &graph)
        var scores = try graph.einsum("\(letters.query)hs,\(letters.value)hs->\(letters.scores)", q, k)
        scores = try graph.masked(scores, mask(inputs, graph.shape(of: scores), in: &graph), letters)
        let rank = letters.scores.count
        let shares = try graph.softmax(scores, axes: Array((rank - letters.axes.count)..<rank))
        var heads = try graph.einsum("\(letters.scores),\(letters.value)hs->\(letters.query)hs", shares, v)
        if let gate { heads = try graph.multiply([heads, gate]) }
        let output = String("uvwxyz".prefix(weights[weights.count - (usesBias ? 2 : 1)].shape.count - 2))
        let kernel = graph.constant(rest.removeFirst())
        var result = try graph.einsum("\(letters.query)hs,hs\(output)->\(letters.query)\(output)", heads, kernel)
        if usesBias { result = try graph.add([result, graph.constant(rest.removeFirst())]) }
        return [MaskedValue(result, mask: query.mask)] + (givesScores ? [MaskedValue(shares)] : [])
    }

    /// Which scores count: `(batch, queries, keys)` or less, nil for all.
    private func mask(_ inputs: [MaskedValue], _ scores: Shape, in graph: inout Graph) throws -> Graph.Value? {
        var masks: [Graph.Value] = []
        for (index, input) in inputs.enumerated() {
            guard let mask = input.mask else { continue }
            let steps = graph.shape(of: mask)[1] ?? -1
            masks.append(try graph.reshape(mask, to: index == 0 ? [steps, 1] : [1, steps]))
        }
        if isCausal { masks.append(graph.causalMask(queries: try scores.known(-2), keys: try scores.known(-1))) }
        return masks.count > 1 ? try graph.multiply(masks) : masks.first
    }

    /// The letters of the axes in the equations of attention.
    fileprivate struct Letters {
        let axes: [Int]
        /// All axes of the query but its features, and those of value and key.
        let query: String
        let value: String
        let scores: String

        init(rank: Int, axes: [Int]) {
            self.axes = axes
            let own = Array("abcdefg".prefix(rank - 1))
            let others = Array("ABCDEFG".prefix(rank - 1))
            query = String(own)
            value = String(own.indices.map { axes.contains($0) ? others[$0] : own[$0] })
            let beside = own.indices.filter { !axes.contains($0) }.map { own[$0] }
            scores = String(beside + ["h"] + axes.map { own[$0] } + axes.map { others[$0] })
        }
    }
}

extension Graph {
    /// Scores with -1e9 added where a mask `(batch, queries, keys)` says that they don't count.
    fileprivate mutating func masked(
        _ scores: Value, _ mask: Value?, _ letters: MultiHeadAttention.Letters
    ) throws -> Value {
        guard let mask else { return scores }
        let own = shape(of: mask)
        guard letters.axes.count == 1 else {
            throw ShapeMismatch(expected: "attention over one axis where inputs are masked", found: "axes \(letters.axes)")
        }
        // One axis for the heads; a causal mask alone has none for the batch.
        let raised = own.count == 3 ? try reshape(mask, to: [1, own[1] ?? -1, own[2] ?? -1]) : mask
        return try add([scores, scale(raised, by: 1e9, offset: -1e9)])
    }
}
