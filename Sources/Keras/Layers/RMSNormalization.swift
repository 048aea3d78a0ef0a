import NeuralNetwork

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
