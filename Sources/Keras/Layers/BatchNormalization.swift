import NeuralNetwork

/// Normalisation along one axis by the statistics that training settled: `gamma · (x − mean) / sqrt(variance + ε) + beta`.
struct BatchNormalization: SingleInputLayer {
    let axis: Int
    let epsilon: Float
    let hasGamma: Bool
    let hasBeta: Bool

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
        try options.require("renorm", .bool(false), because: "renormalised statistics are not read")
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
    }

    func outputShape(of input: Shape) throws -> Shape {
        _ = try input.known(axis)
        return input
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.batchNormalization(
            x, axis: axis, gamma: hasGamma ? weights[0] : nil, beta: hasBeta ? weights[hasGamma ? 1 : 0] : nil,
            mean: weights[weights.count - 2], variance: weights[weights.count - 1], epsilon: epsilon)
    }
}
