import NeuralNetwork

/// `LayerNormalization` of Keras: `gamma · (x − mean) / sqrt(variance + ε) + beta`, with the statistics of each item along the
/// given axes.
public struct LayerNormalization: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - axis: counted from the first, or below 0 from the last.
    ///   - epsilon: which is added to the variance.
    ///   - center: whether it has an offset, `beta`.
    ///   - scale: by which all is multiplied.
    public init(
        axis: some AxisLengths = -1, epsilon: Double = 0.001, center: Bool = true, scale: Bool = true,
        betaInitializer: InitializerOption = "zeros", gammaInitializer: InitializerOption = "ones",
        betaRegularizer: RegularizerOption? = nil, gammaRegularizer: RegularizerOption? = nil,
        betaConstraint: ConstraintOption? = nil, gammaConstraint: ConstraintOption? = nil, inputShape: [Int?]? = nil,
        name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "LayerNormalization", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "axis": .lengths(axis, axes: 1), "epsilon": .number(epsilon), "center": .bool(center), "scale": .bool(scale),
                "beta_initializer": betaInitializer.json, "gamma_initializer": gammaInitializer.json,
                "beta_regularizer": betaRegularizer.json, "gamma_regularizer": gammaRegularizer.json,
                "beta_constraint": betaConstraint.json, "gamma_constraint": gammaConstraint.json,
            ])
    }
}

/// `gamma · (x − mean) / sqrt(variance + ε) + beta`, with the statistics of each item along the given axes.
struct LayerNormalizationLayer: SingleInputLayer {
    let weights: AxisWeights
    let epsilon: Float
    /// Keras 3 knows a form that divides without subtracting, and has no beta then.
    let subtractsMean: Bool

    var maskRule: MaskRule { .passes }

    init(from options: inout LayerOptions) throws {
        let axes = try options.integers("axis") ?? [-1]
        guard !axes.isEmpty else { throw options.fault("axis", expected: "at least one axis", found: .array([])) }
        epsilon = try options.number("epsilon", default: 1e-3)
        subtractsMean = try !options.flag("rms_scaling", default: false)
        let (scales, centers) = (try options.flag("scale", default: true), try options.flag("center", default: true))
        weights = AxisWeights(axes: axes, hasGamma: scales || !subtractsMean, hasBeta: centers && subtractsMean)
    }

    func weights(for input: Shape) throws -> [WeightSpecification] { try weights.weights(for: input) }

    func outputShape(of input: Shape) throws -> Shape {
        _ = try weights.weights(for: input)
        return input
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        let standard = try graph.standardize(
            x, by: subtractsMean ? .standard : .deviation, axes: self.weights.axes, epsilon: epsilon)
        return try self.weights.apply(weights, to: standard, in: &graph)
    }
}
