import NeuralNetwork

/// Normalisation along one axis by the statistics that training settled: `gamma · (x − mean) / sqrt(variance + ε) + beta`.
struct BatchNormalization: SingleInputLayer {
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
    /// Whether the batch at hand is normalised by its own statistics, so that an answer depends on what else is in it.
    var usesBatch = false

    var maskRule: MaskRule { .passes }

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
        options.ignore("momentum", "synchronized", "renorm_clipping", "renorm_momentum", "fused", "virtual_batch_size")
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

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        let (gamma, beta) = (hasGamma ? weights[0] : nil, hasBeta ? weights[hasGamma ? 1 : 0] : nil)
        let statistics = (hasGamma ? 1 : 0) + (hasBeta ? 1 : 0)
        guard !usesBatch else { return try normalized(x, gamma: gamma, beta: beta, in: &graph) }
        return try graph.batchNormalization(
            x, axis: axis, gamma: gamma, beta: beta, mean: weights[statistics], variance: weights[statistics + 1],
            epsilon: epsilon)
    }

    /// By the mean and the variance of `x` itself.
    private func normalized(_ x: Graph.Value, gamma: Tensor?, beta: Tensor?, in graph: inout Graph) throws -> Graph.Value {
        let shape = graph.shape(of: x)
        let axis = try resolvedAxis(axis, rank: shape.count)
        let others = shape.indices.filter { $0 != axis }
        func along(_ weight: Tensor) -> Graph.Value {
            graph.constant(weight.reshaped(to: shape.indices.map { $0 == axis ? weight.count : 1 }))
        }
        var result = try graph.standardize(x, axes: others, epsilon: epsilon)
        if let gamma { result = try graph.multiply([result, along(gamma)]) }
        if let beta { result = try graph.add([result, along(beta)]) }
        return result
    }

    /// Takes a call's `training=True`.
    ///
    /// - Returns: false where the version of Keras doesn't heed it.
    mutating func takeTraining() -> Bool {
        if heedsTraining { usesBatch = true }
        return !isKeras3
    }
}
