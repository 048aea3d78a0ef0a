import NeuralNetwork

/// Attention by several heads side by side, whose queries, keys and values are projected already: the part that layers of heads share.
struct HeadedAttention {
    /// The axes that attention runs over.
    let axes: [Int]
    /// All axes of the query but its features, and those of value and key, as letters.
    let query: String
    let value: String
    /// The axes of the scores: those beside attention, heads, queries, keys.
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

    /// - Parameters:
    ///   - q: divided by the root of its size already.
    ///   - zeroesUnseen: whether a query that sees no key gets nothing; else it gets the mean of all.
    /// - Returns: for each query and head the values weighed, and the shares by which they were, before any are dropped.
    func attend(
        q: Graph.Value, k: Graph.Value, v: Graph.Value, masks: AttentionMasks, zeroesUnseen: Bool, dropout: ShareDropout,
        in graph: inout Graph
    ) throws -> (result: Graph.Value, shares: Graph.Value) {
        var products = try graph.einsum("\(query)hs,\(value)hs->\(scores)", q, k)
        let seen = try masks.joined(for: products, axes: axes.count, in: &graph)
        if let seen {
            // 0 where a key is seen, -1e9 where it isn't.
            products = try graph.add([products, graph.scale(seen, by: 1e9, offset: -1e9)])
        }
        let rank = scores.count
        var shares = try graph.softmax(products, axes: Array((rank - axes.count)..<rank))
        if zeroesUnseen, let seen { shares = try graph.multiply([shares, seen]) }
        let left = try dropout.applied(to: shares, in: &graph)
        return (try graph.einsum("\(scores),\(value)hs->\(query)hs", left, v), shares)
    }
}

/// What says which scores of attention count.
struct AttentionMasks {
    /// `(batch, queries)`.
    var queries: Graph.Value?
    /// `(batch, keys)` each.
    var keys: [Graph.Value] = []
    /// `(batch, …, queries, keys)`, without an axis for the heads.
    var pairs: Graph.Value?
    var bands: [PlaceBand] = []

    /// One mask that broadcasts to the scores `(batch, …, heads, queries…, keys…)`, nil where all count.
    fileprivate func joined(for scores: Graph.Value, axes: Int, in graph: inout Graph) throws -> Graph.Value? {
        let rank = graph.shape(of: scores).count
        guard axes == 1 || queries == nil && keys.isEmpty && bands.isEmpty else {
            throw ShapeMismatch(
                expected: "a mask for each pair of places (attention_mask) where attention runs over several axes",
                found: "masks of steps, or of places by their order, with \(axes) axes")
        }
        var masks: [Graph.Value] = []
        if let queries { masks.append(try graph.insertAxes(queries, at: Array(1..<(rank - 2)) + [rank - 1])) }
        masks += try keys.map { try graph.insertAxes($0, at: Array(1..<(rank - 1))) }
        masks += try bands.map { try graph.bandMask(scores, $0) }
        if let pairs {
            let own = graph.shape(of: pairs).count
            guard own > 2 * axes, own <= rank else {
                throw ShapeMismatch(
                    expected: "an attention_mask of \(2 * axes + 1) to \(rank) axes", found: graph.shape(of: pairs).pythonText)
            }
            let truth = try graph.pairwise(.notEqual, pairs, graph.constant(Tensor(shape: [1], values: [0])))
            masks.append(try graph.insertAxes(truth, at: Array((own - 2 * axes)..<(rank - 2 * axes))))
        }
        return masks.count > 1 ? try graph.multiply(masks) : masks.first
    }
}

/// The inputs of attention: query, value, key where there is one, and then masks that the call gives.
struct AttentionInputs<Input> {
    let query: Input
    let value: Input
    let key: Input
    /// Without masks.
    let count: Int
    private let masks: [String: Input]

    /// - Parameter named: what the last inputs are.
    init(_ inputs: [Input], named: [String]) throws {
        count = inputs.count - named.count
        guard count == 2 || count == 3 else {
            throw ShapeMismatch(expected: "[query, value] or [query, value, key]", found: "\(count) input(s)")
        }
        (query, value, key) = (inputs[0], inputs[1], inputs[count - 1])
        masks = Dictionary(zip(named, inputs[count...])) { first, _ in first }
    }

    func mask(_ name: String) -> Input? { masks[name] }

    static var keywords: [String] { ["value", "key", "query_mask", "value_mask", "key_mask", "attention_mask"] }
    static func isMask(_ keyword: String) -> Bool { keyword.hasSuffix("_mask") }
}

extension AttentionInputs<MaskedValue> {
    /// The masks that inputs carry, or the call's own instead, and what else the call gives.
    ///
    /// - Parameter heedsQueryMask: whether the call's own `query_mask` counts.
    func masks(bands: [PlaceBand], heedsQueryMask: Bool) -> AttentionMasks {
        var masks = AttentionMasks(bands: bands)
        masks.queries = heedsQueryMask ? mask("query_mask")?.value ?? query.mask : query.mask
        if let mask = mask("value_mask")?.value ?? value.mask { masks.keys.append(mask) }
        if count == 3, let mask = mask("key_mask")?.value ?? key.mask { masks.keys.append(mask) }
        masks.pairs = mask("attention_mask")?.value
        return masks
    }
}
