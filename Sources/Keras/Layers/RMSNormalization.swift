import NeuralNetwork

/// `RMSNormalization` of Keras 3: features divided by the root of the mean of their squares.
public struct RMSNormalization: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - axis: along which.
    ///   - epsilon: keeps the divisor above 0.
    public init(
        axis: some AxisLengths = -1, epsilon: Double = 1e-06, inputShape: [Int?]? = nil, name: String? = nil,
        isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RMSNormalization", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["axis": .axis(axis), "epsilon": .number(epsilon)])
    }
}

/// `scale · x / sqrt(mean of x² + ε)` along the given axes (Keras 3).
struct RMSNormalizationLayer: SingleInputLayer {
    let axes: [Int]
    let epsilon: Float

    init(from options: inout LayerOptions) throws {
        axes = try options.integers("axis") ?? [-1]
        epsilon = try options.number("epsilon", default: 1e-6)
    }

    private var scale: AxisWeights { AxisWeights(axes: axes, hasGamma: true, hasBeta: false) }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        try scale.weights(for: input).map { WeightSpecification("scale", $0.shape) }
    }

    func outputShape(of input: Shape) throws -> Shape {
        _ = try scale.weights(for: input)
        return input
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try scale.apply(weights, to: graph.standardize(x, by: .rootMeanSquare, axes: axes, epsilon: epsilon), in: &graph)
    }
}
