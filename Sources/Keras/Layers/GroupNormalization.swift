import NeuralNetwork

/// `GroupNormalization` of Keras: `gamma · (x − mean) / sqrt(variance + ε) + beta`, with the statistics of each item and each
/// group of channels.
public struct GroupNormalization: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - groups: in how many groups the channels go.
    ///   - axis: counted from the first, or below 0 from the last.
    ///   - epsilon: which is added to the variance.
    ///   - center: whether it has an offset, `beta`.
    ///   - scale: by which all is multiplied.
    public init(
        groups: Int = 32, axis: Int = -1, epsilon: Double = 0.001, center: Bool = true, scale: Bool = true,
        betaInitializer: InitializerOption = "zeros", gammaInitializer: InitializerOption = "ones",
        betaRegularizer: RegularizerOption? = nil, gammaRegularizer: RegularizerOption? = nil,
        betaConstraint: ConstraintOption? = nil, gammaConstraint: ConstraintOption? = nil, inputShape: [Int?]? = nil,
        name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "GroupNormalization", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "groups": .integer(groups), "axis": .integer(axis), "epsilon": .number(epsilon), "center": .bool(center),
                "scale": .bool(scale), "beta_initializer": betaInitializer.json, "gamma_initializer": gammaInitializer.json,
                "beta_regularizer": betaRegularizer.json, "gamma_regularizer": gammaRegularizer.json,
                "beta_constraint": betaConstraint.json, "gamma_constraint": gammaConstraint.json,
            ])
    }
}

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
