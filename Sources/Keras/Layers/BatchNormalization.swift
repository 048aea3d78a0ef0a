import NeuralNetwork

/// `BatchNormalization` of Keras: normalisation along one axis by the statistics that training settled: `gamma · (x − mean) /
/// sqrt(variance + ε) + beta`.
public struct BatchNormalization: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - axis: counted from the first, or below 0 from the last.
    ///   - momentum: what is kept of the running statistics at each step.
    ///   - epsilon: which is added to the variance.
    ///   - center: whether it has an offset, `beta`.
    ///   - scale: by which all is multiplied.
    public init(
        axis: Int = -1, momentum: Double = 0.99, epsilon: Double = 0.001, center: Bool = true, scale: Bool = true,
        betaInitializer: InitializerOption = "zeros", gammaInitializer: InitializerOption = "ones",
        movingMeanInitializer: InitializerOption = "zeros", movingVarianceInitializer: InitializerOption = "ones",
        betaRegularizer: RegularizerOption? = nil, gammaRegularizer: RegularizerOption? = nil,
        betaConstraint: ConstraintOption? = nil, gammaConstraint: ConstraintOption? = nil, inputShape: [Int?]? = nil,
        name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "BatchNormalization", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "axis": .lengths(axis, axes: 1), "momentum": .number(momentum), "epsilon": .number(epsilon),
                "center": .bool(center), "scale": .bool(scale), "beta_initializer": betaInitializer.json,
                "gamma_initializer": gammaInitializer.json, "moving_mean_initializer": movingMeanInitializer.json,
                "moving_variance_initializer": movingVarianceInitializer.json, "beta_regularizer": betaRegularizer.json,
                "gamma_regularizer": gammaRegularizer.json, "beta_constraint": betaConstraint.json,
                "gamma_constraint": gammaConstraint.json,
            ])
    }
}

/// Normalisation along one axis by the statistics that training settled: `gamma · (x − mean) / sqrt(variance + ε) + beta`.
struct BatchNormalizationLayer: SingleInputLayer, MaskedLayer {
    let axis: Int
    let epsilon: Float
    let hasGamma: Bool
    let hasBeta: Bool
    /// Renormalisation has statistics of its own, which serve training only.
    let isRenormalized: Bool
    /// Whether a call with `training=True` means the statistics of the batch at hand: not in Keras 3, where a model that answers is
    /// never trained, and not in a frozen layer of tf.keras.
    private let heedsTraining: Bool
    private let isKeras3: Bool
    /// What the settled statistics keep of themselves in a step of training.
    let momentum: Float
    /// Whether statistics of the batch leave out masked steps: tf.keras takes a mask, Keras before it takes none.
    private let heedsMask: Bool
    /// Whether tf.keras takes its kernels for images and volumes, which heed no mask, where the axis allows it.
    private let isFused: Bool
    /// Whether training normalises by more than the statistics of the whole batch: corrected, or of its parts.
    private let trainsOtherwise: Bool
    /// Whether the batch at hand is normalised by its own statistics, so that an answer depends on what else is in it.
    var usesBatch = false

    init(from options: inout LayerOptions) throws {
        // tf.keras writes a list of one.
        let axes = try options.integers("axis") ?? [-1]
        guard axes.count == 1 else {
            throw options.fault("axis", expected: "one axis", found: .array(axes.map { .integer($0) }))
        }
        axis = axes[0]
        epsilon = try options.number("epsilon", default: 1e-3)
        hasGamma = try options.flag("scale", default: true)
        hasBeta = try options.flag("center", default: true)
        let version = options.context.version
        isKeras3 = version.major >= 3
        heedsTraining = !isKeras3 && !(version.isTensorFlow && options.given("trainable")?.flag == false)
        isRenormalized = try options.flag("renorm", default: false)
        heedsMask = version.isTensorFlow && !isKeras3
        let isSynchronized = options.given("synchronized")?.flag == true
        isFused = options.given("fused")?.flag ?? !(isRenormalized || isSynchronized)
        trainsOtherwise = isRenormalized || options.given("virtual_batch_size")?.isNull == false
        momentum = try options.number("momentum", default: 0.99)
        options.ignore("synchronized", "renorm_clipping", "renorm_momentum", "fused", "virtual_batch_size")
    }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        let channels = try input.known(axis)
        return (hasGamma ? [WeightSpecification("gamma", [channels])] : [])
            + (hasBeta ? [WeightSpecification("beta", [channels])] : [])
            + [
                WeightSpecification("moving_mean", [channels], isTrainable: false),
                WeightSpecification("moving_variance", [channels], isTrainable: false),
            ]
            + (isRenormalized ? ["moving_stddev", "renorm_mean", "renorm_stddev"] : []).map {
                WeightSpecification($0, [channels], isTrainable: false)
            }
    }

    func outputShape(of input: Shape) throws -> Shape {
        _ = try input.known(axis)
        return input
    }

    func lower(_ inputs: [Graph.Value], weights: [Tensor], into graph: inout Graph) throws -> [Graph.Value] {
        [try lower(inputs[0], weights: weights, into: &graph)]
    }

    func lower(
        masked inputs: [MaskedValue], weights: [Tensor], version: KerasVersion, into graph: inout Graph
    ) throws -> [MaskedValue] {
        let input = inputs[0]
        let mask =
            usesBatch ? try input.mask.flatMap { try statisticsMask($0, of: graph.shape(of: input.value), in: graph) } : nil
        let output = try lower(input.value, mask: mask, weights: weights, into: &graph)
        return [MaskedValue(output, mask: input.mask)]
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try lower(x, mask: nil, weights: weights, into: &graph)
    }

    /// The mask that the statistics heed; the fused kernels of images and volumes heed none (`_fused_batch_norm`).
    private func statisticsMask(_ mask: Graph.Value, of shape: Shape, in graph: Graph) throws -> Graph.Value? {
        guard heedsMask else { return nil }
        let rank = shape.count
        let axis = try resolvedAxis(axis, rank: rank)
        if isFused, rank == 4 || rank == 5, axis == 1 || axis == rank - 1 { return nil }
        guard graph.shape(of: mask).count == rank - 1 else {
            throw ShapeMismatch(
                expected: "a mask of \(rank - 1) axes, for statistics of the batch (training=True) without fused=True",
                found: "a mask \(graph.shape(of: mask).pythonText) for \(shape.pythonText)")
        }
        return mask
    }

    private func lower(
        _ x: Graph.Value, mask: Graph.Value?, weights: [Tensor], into graph: inout Graph
    ) throws -> Graph.Value {
        let (gamma, beta) = (hasGamma ? weights[0] : nil, hasBeta ? weights[hasGamma ? 1 : 0] : nil)
        let statistics = (hasGamma ? 1 : 0) + (hasBeta ? 1 : 0)
        if graph.isTraining, let mean = weights[statistics].notes?.variable,
            let variance = weights[statistics + 1].notes?.variable
        {
            guard !trainsOtherwise, mask == nil else {
                throw ShapeMismatch(
                    expected: "a normalisation over whole batches, to be trained",
                    found: mask == nil ? "renorm or virtual_batch_size" : "a mask")
            }
            // TensorFlow's kernels of images divide by one less than the number of elements.
            let isCorrected = isFused && !isKeras3 && graph.shape(of: x).count >= 4
            return try trained(
                x, gamma: gamma, beta: beta, moving: (mean: mean, variance: variance), isCorrected: isCorrected, in: &graph)
        }
        guard !usesBatch else { return try normalized(x, mask: mask, gamma: gamma, beta: beta, in: &graph) }
        return try graph.batchNormalization(
            x, axis: axis, gamma: gamma, beta: beta, mean: weights[statistics], variance: weights[statistics + 1],
            epsilon: epsilon)
    }

    /// By the mean and the variance of `x` itself, over those of its steps that count.
    private func normalized(
        _ x: Graph.Value, mask: Graph.Value?, gamma: Tensor?, beta: Tensor?, in graph: inout Graph
    ) throws -> Graph.Value {
        let shape = graph.shape(of: x)
        let axis = try resolvedAxis(axis, rank: shape.count)
        let others = shape.indices.filter { $0 != axis }
        func along(_ weight: Tensor) -> Graph.Value {
            graph.constant(weight.reshaped(to: shape.indices.map { $0 == axis ? weight.count : 1 }))
        }
        var result =
            try mask.map { try standardized(x, mask: graph.raised($0, toRankOf: x), axes: others, in: &graph) }
            ?? graph.standardize(x, axes: others, epsilon: epsilon)
        if let gamma { result = try graph.multiply([result, along(gamma)]) }
        if let beta { result = try graph.add([result, along(beta)]) }
        return result
    }

    /// `(x − mean) / sqrt(variance + ε)`, both weighted by the mask (`tf.nn.weighted_moments`).
    private func standardized(
        _ x: Graph.Value, mask: Graph.Value, axes: [Int], in graph: inout Graph
    ) throws -> Graph.Value {
        // The mask has an extent of 1 along the last axis: means over that axis first let the weights count for all of it alike.
        let last = graph.shape(of: x).count - 1
        let count = try graph.reduction(mask, .sum, axes: axes, keepDimensions: true)
        func mean(_ value: Graph.Value) throws -> Graph.Value {
            let lines = axes.contains(last) ? try graph.reduction(value, .mean, axes: [last], keepDimensions: true) : value
            let sum = try graph.reduction(graph.multiply([lines, mask]), .sum, axes: axes, keepDimensions: true)
            return try graph.elementwise(.divide, sum, count)
        }
        let centered = try graph.subtract(x, mean(x))
        let variance = try mean(graph.multiply([centered, centered]))
        let small = graph.constant(Tensor(shape: [1], values: [epsilon]))
        return try graph.elementwise(.divide, centered, graph.math(.squareRoot, graph.add([variance, small])))
    }

    /// Takes a call's `training=True`.
    ///
    /// - Returns: false where the version of Keras doesn't heed it, or where the layer then computes what is not computed here.
    mutating func takeTraining() -> Bool {
        if heedsTraining {
            guard !trainsOtherwise else { return false }
            usesBatch = true
        }
        return !isKeras3
    }
}
