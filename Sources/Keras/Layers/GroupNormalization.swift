import NeuralNetwork

/// `gamma · (x − mean) / sqrt(variance + ε) + beta`, with the statistics of each item and each group of channels.
struct GroupNormalizationLayer: SingleInputLayer {
    /// -1 is a group for each channel.
    let groups: Int
    let weights: AxisWeights
    let epsilon: Float

    var maskRule: MaskRule { .passes }

    init(from options: inout LayerOptions) throws {
        groups = try options.integer("groups", atLeast: -1, default: 32)
        let axes = try options.integers("axis") ?? [-1]
        guard axes.count == 1, groups > 0 || groups == -1 else {
            throw options.fault("groups", expected: "one axis, in at least one group", found: .integer(groups))
        }
        epsilon = try options.number("epsilon", default: 1e-3)
        weights = AxisWeights(
            axes: axes, hasGamma: try options.flag("scale", default: true), hasBeta: try options.flag("center", default: true))
    }

    func weights(for input: Shape) throws -> [WeightSpecification] { try weights.weights(for: input) }

    private func groups(of input: Shape) throws -> ElementGroups {
        let channels = try input.known(weights.axes[0])
        let count = groups == -1 ? channels : groups
        guard channels % count == 0 else {
            throw ShapeMismatch(expected: "channels that \(count) groups divide", found: "\(channels)")
        }
        return ElementGroups(axis: weights.axes[0], count: count)
    }

    func outputShape(of input: Shape) throws -> Shape {
        _ = try groups(of: input)
        return input
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        let shape = graph.shape(of: x)
        let standard = try graph.standardize(
            x, axes: Array(1..<shape.count), epsilon: epsilon, groups: groups(of: shape))
        return try self.weights.apply(weights, to: standard, in: &graph)
    }
}
