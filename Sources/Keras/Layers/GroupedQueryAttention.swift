import NeuralNetwork

/// Attention by several heads of the query, of which each group shares one head of key and value (Keras 3).
///
/// Takes `[query, value]` or `[query, value, key]`, each `(batch, steps, features)`. Weights as those of MultiHeadAttention, with
/// `num_key_value_heads` heads for key and value.
struct GroupedQueryAttentionLayer: ShareDroppingLayer {
    let size: Int
    let queryHeads: Int
    let valueHeads: Int
    let usesBias: Bool
    let usesGate: Bool
    let dropout: ShareDropout
    /// How far a key may be from the query.
    let reach: PlaceBand?
    var isCausal = false
    var givesScores = false
    /// Masks among the inputs, in their order.
    var masks: [String] = []

    init(from options: inout LayerOptions) throws {
        size = try options.integer("head_dim")
        queryHeads = try options.integer("num_query_heads")
        valueHeads = try options.integer("num_key_value_heads")
        guard queryHeads % valueHeads == 0 else {
            throw options.fault(
                "num_key_value_heads", expected: "a divisor of num_query_heads, \(queryHeads)", found: .integer(valueHeads))
        }
        usesBias = try options.flag("use_bias", default: true)
        usesGate = try options.flag("use_gate", default: false)
        reach = try options.slidingWindow()
        dropout = try ShareDropout(from: &options)
        options.ignore("flash_attention")
    }

    func weights(for inputs: [Shape]) throws -> [WeightSpecification] {
        let inputs = try AttentionInputs(inputs, named: masks)
        func projection(_ input: Shape, _ heads: Int) throws -> [WeightSpecification] {
            [WeightSpecification("kernel", [try input.known(-1), heads, size])]
                + (usesBias ? [WeightSpecification("bias", [heads, size])] : [])
        }
        let features = try inputs.query.known(-1)
        return try projection(inputs.query, queryHeads) + projection(inputs.key, valueHeads)
            + (usesGate ? projection(inputs.query, queryHeads) : []) + projection(inputs.value, valueHeads)
            + [WeightSpecification("kernel", [queryHeads, size, features])]
            + (usesBias ? [WeightSpecification("bias", [features])] : [])
    }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] {
        let inputs = try AttentionInputs(inputs, named: masks)
        for shape in [inputs.query, inputs.value, inputs.key] { try shape.expectRank(3, "a sequence (batch, steps, features)") }
        let scores = [inputs.query[0], queryHeads, inputs.query[1], inputs.value[1]]
        return [inputs.query] + (givesScores ? [scores] : [])
    }

    func lower(
        masked inputs: [MaskedValue], weights: [Tensor], version: KerasVersion, into graph: inout Graph
    ) throws -> [MaskedValue] {
        let inputs = try AttentionInputs(inputs, named: masks)
        let attention = HeadedAttention(rank: 3, axes: [1])
        var rest = weights[...]
        func projected(_ x: MaskedValue, _ graph: inout Graph) throws -> Graph.Value {
            let product = try graph.einsum("abx,xhs->abhs", x.value, graph.constant(rest.removeFirst()))
            return usesBias ? try graph.add([product, graph.constant(rest.removeFirst())]) : product
        }
        let repeated = (0..<queryHeads).map { $0 * valueHeads / queryHeads }
        func shared(_ x: Graph.Value, _ graph: inout Graph) throws -> Graph.Value {
            valueHeads == queryHeads ? x : try graph.selection(x, [.all, .all, .indices(repeated), .all])
        }
        let q = try graph.scale(projected(inputs.query, &graph), by: 1 / Float(size).squareRoot())
        let k = try shared(projected(inputs.key, &graph), &graph)
        let gate = usesGate ? try graph.activation(projected(inputs.query, &graph), .sigmoid) : nil
        let v = try shared(projected(inputs.value, &graph), &graph)
        let bands = (isCausal ? [PlaceBand(after: 0)] : []) + (reach.map { [$0] } ?? [])
        // Keras 3 has two ways: one that knows shares, and one that is faster, where a query that sees nothing gets the mean.
        let zeroesUnseen = version.major >= 3 && (givesScores || dropout.drops)
        var (heads, shares) = try attention.attend(
            q: q, k: k, v: v, masks: inputs.masks(bands: bands, heedsQueryMask: true), zeroesUnseen: zeroesUnseen,
            dropout: dropout, in: &graph)
        if let gate { heads = try graph.multiply([heads, gate]) }
        var result = try graph.einsum("abhs,hsu->abu", heads, graph.constant(rest.removeFirst()))
        if usesBias { result = try graph.add([result, graph.constant(rest.removeFirst())]) }
        return [MaskedValue(result, mask: inputs.query.mask)] + (givesScores ? [MaskedValue(shares)] : [])
    }
}
