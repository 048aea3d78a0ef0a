import NeuralNetwork

/// Vectors along the given axes brought to the length 1.
struct UnitNormalizationLayer: SingleInputLayer {
    let axes: [Int]

    var maskRule: MaskRule { .passes }

    init(from options: inout LayerOptions) throws { axes = try options.integers("axis") ?? [-1] }

    func outputShape(of input: Shape) throws -> Shape {
        for axis in axes { _ = try resolvedAxis(axis, rank: input.count) }
        return input
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.standardize(x, by: .length, axes: axes, epsilon: 1e-12)
    }
}
