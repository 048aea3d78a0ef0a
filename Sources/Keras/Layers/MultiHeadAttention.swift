import NeuralNetwork

/// `MultiHeadAttention` of Keras: attention by several heads, each with projections of its own.
public struct MultiHeadAttention: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - headCount: Keras' `num_heads`.
    ///   - keyDimension: how long query and key are in each head.
    ///   - valueDimension: how long the value is in each head; as the key unless given.
    ///   - dropout: which part of the scores is dropped in training.
    ///   - outputShape: of one step of the result; that of the query unless given.
    ///   - attentionAxes: those that attention runs over; all between batch and features unless given.
    public init(
        _ headCount: Int, keyDimension: Int, valueDimension: Int? = nil, dropout: Double = 0, useBias: Bool = true,
        outputShape: [Int]? = nil, attentionAxes: [Int]? = nil, kernelInitializer: InitializerOption = "glorot_uniform",
        biasInitializer: InitializerOption = "zeros", kernelRegularizer: RegularizerOption? = nil,
        biasRegularizer: RegularizerOption? = nil, activityRegularizer: RegularizerOption? = nil,
        kernelConstraint: ConstraintOption? = nil, biasConstraint: ConstraintOption? = nil, name: String? = nil,
        isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "MultiHeadAttention", name: name, isTrainable: isTrainable,
            options: [
                "num_heads": .integer(headCount), "key_dim": .integer(keyDimension),
                "value_dim": .integer(valueDimension ?? keyDimension), "dropout": .number(dropout), "use_bias": .bool(useBias),
                "output_shape": outputShape.map(JSON.integers) ?? .null,
                "attention_axes": attentionAxes.map(JSON.integers) ?? .null, "kernel_initializer": kernelInitializer.json,
                "bias_initializer": biasInitializer.json, "kernel_regularizer": kernelRegularizer.json,
                "bias_regularizer": biasRegularizer.json, "activity_regularizer": activityRegularizer.json,
                "kernel_constraint": kernelConstraint.json, "bias_constraint": biasConstraint.json, "query_shape": .null,
                "key_shape": .null, "value_shape": .null, "softmax_robust_masking": false,
            ])
    }

    /// Calls the layer.
    ///
    /// - Parameters:
    ///   - key: as the value unless given.
    ///   - attentionMask: `(batch, steps of the query, steps of the key)`, 0 where a key does not count.
    ///   - useCausalMask: whether no step of the query sees a later one of the key.
    public func callAsFunction(
        _ query: KerasTensor, value: KerasTensor, key: KerasTensor? = nil, attentionMask: KerasTensor? = nil,
        useCausalMask: Bool = false, training: Bool? = nil
    ) -> KerasTensor {
        var keywords = [LayerCall.Keyword("value", .tensor(value))]
        if let key { keywords.append(.init("key", .tensor(key))) }
        if let attentionMask { keywords.append(.init("attention_mask", .tensor(attentionMask))) }
        if useCausalMask { keywords.append(.init("use_causal_mask", .flag(true))) }
        if let training { keywords.append(.init("training", .flag(training))) }
        return definition.call([query], keywords)[0]
    }
}

/// Attention by several heads over `[query, value]` or `[query, value, key]`, each `(batch, steps…, features)`.
///
/// Projections `(features, heads, size)` of query, key and value, in Keras' order of weights, then `(heads, size, features)` of the
/// result. Attention runs over `attention_axes` (all between batch and features unless stated), the other axes stand side by side.
struct MultiHeadAttentionLayer: ShareDroppingLayer {
    let heads: Int
    let keySize: Int
    let valueSize: Int
    let usesBias: Bool
    let usesGate: Bool
    let dropout: ShareDropout
    /// How far a key may be from the query.
    let reach: PlaceBand?
    /// Of one step of the result; nil is that of the query.
    let outputExtents: [Int]?
    let attentionAxes: [Int]?
    var isCausal = false
    var givesScores = false
    /// Masks among the inputs, in their order.
    var masks: [String] = []

    init(from options: inout LayerOptions) throws {
        heads = try options.integer("num_heads")
        keySize = try options.integer("key_dim")
        valueSize = try options.integer("value_dim", default: keySize)
        usesBias = try options.flag("use_bias", default: true)
        usesGate = try options.flag("use_gate", default: false)
        let extents = try options.integers("output_shape")
        outputExtents = extents.flatMap { $0.isEmpty ? nil : $0 }
        attentionAxes = try options.integers("attention_axes")
        reach = try options.slidingWindow()
        dropout = try ShareDropout(from: &options)
        options.ignore(
            "query_shape", "key_shape", "value_shape", "softmax_robust_masking", "flash_attention")
    }

    func weights(for inputs: [Shape]) throws -> [WeightSpecification] {
        let inputs = try AttentionInputs(inputs, named: masks)
        func projection(_ input: Shape, _ size: Int) throws -> [WeightSpecification] {
            [WeightSpecification("kernel", [try input.known(-1), heads, size])]
                + (usesBias ? [WeightSpecification("bias", [heads, size])] : [])
        }
        let output = try outputExtents ?? [inputs.query.known(-1)]
        return try projection(inputs.query, keySize) + projection(inputs.key, keySize)
            + (usesGate ? projection(inputs.query, valueSize) : []) + projection(inputs.value, valueSize)
            + [WeightSpecification("kernel", [heads, valueSize] + output)]
            + (usesBias ? [WeightSpecification("bias", output)] : [])
    }

    /// The axes that attention runs over.
    private func axes(rank: Int) throws -> [Int] {
        try attentionAxes?.map { try resolvedAxis($0, rank: rank) } ?? Array(1..<(rank - 1))
    }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] {
        let inputs = try AttentionInputs(inputs, named: masks)
        let (query, value) = (inputs.query, inputs.value)
        guard [query, value, inputs.key].allSatisfy({ $0.count == query.count && $0.count >= 3 }) else {
            throw ShapeMismatch(
                expected: "[query, value] or [query, value, key], each (batch, steps…, features)",
                found: [query, value, inputs.key].prefix(inputs.count).map(\.pythonText).joined(separator: ", "))
        }
        let axes = try axes(rank: query.count)
        let beside = query.indices.dropLast().filter { !axes.contains($0) }
        let scores = beside.map { query[$0] } + [heads] + axes.map { query[$0] } + axes.map { value[$0] }
        let output = try outputExtents ?? [query.known(-1)]
        return [query.dropLast() + output.map { $0 }] + (givesScores ? [scores] : [])
    }

    func lower(
        masked inputs: [MaskedValue], weights: [Tensor], version: KerasVersion, into graph: inout Graph
    ) throws -> [MaskedValue] {
        let inputs = try AttentionInputs(inputs, named: masks)
        let rank = graph.shape(of: inputs.query.value).count
        let attention = HeadedAttention(rank: rank, axes: try axes(rank: rank))
        var rest = weights[...]
        func projected(_ x: MaskedValue, _ own: String, _ graph: inout Graph) throws -> Graph.Value {
            let kernel = graph.constant(rest.removeFirst())
            let product = try graph.einsum("\(own)x,xhs->\(own)hs", x.value, kernel)
            return usesBias ? try graph.add([product, graph.constant(rest.removeFirst())]) : product
        }
        let q = try graph.scale(projected(inputs.query, attention.query, &graph), by: 1 / Float(keySize).squareRoot())
        let k = try projected(inputs.key, attention.value, &graph)
        let gate = usesGate ? try graph.activation(projected(inputs.query, attention.query, &graph), .sigmoid) : nil
        let v = try projected(inputs.value, attention.value, &graph)
        let bands = (isCausal ? [PlaceBand(after: 0)] : []) + (reach.map { [$0] } ?? [])
        // Keras 3 has two ways: one that knows shares, and one that is faster, where a query that sees nothing gets the mean.
        let zeroesUnseen = version.major >= 3 && (givesScores || dropout.drops || rank > 3)
        var (heads, shares) = try attention.attend(
            q: q, k: k, v: v, masks: inputs.masks(bands: bands, heedsQueryMask: false), zeroesUnseen: zeroesUnseen,
            dropout: dropout, in: &graph)
        if let gate { heads = try graph.multiply([heads, gate]) }
        let output = String("uvwxyz".prefix(weights[weights.count - (usesBias ? 2 : 1)].shape.count - 2))
        let kernel = graph.constant(rest.removeFirst())
        let query = attention.query
        var result = try graph.einsum("\(query)hs,hs\(output)->\(query)\(output)", heads, kernel)
        if usesBias { result = try graph.add([result, graph.constant(rest.removeFirst())]) }
        return [MaskedValue(result, mask: inputs.query.mask)] + (givesScores ? [MaskedValue(shares)] : [])
    }
}

extension LayerOptions {
    /// `sliding_window`: a key may be less than so many places from the query.
    mutating func slidingWindow() throws -> PlaceBand? {
        note("sliding_window", "a positive integer or null", default: .null)
        guard let value = value("sliding_window") else { return nil }
        guard let width = value.integer, (1...SizeLimits.option).contains(width) else {
            throw fault("sliding_window", expected: "a positive integer", found: value)
        }
        return PlaceBand(before: width - 1, after: width - 1)
    }
}
