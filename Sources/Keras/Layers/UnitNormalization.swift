import NeuralNetwork

/// `UnitNormalization` of Keras: vectors along the given axes brought to the length 1.
public struct UnitNormalization: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - axis: counted from the first, or below 0 from the last.
    public init(
        axis: some AxisLengths = -1, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "UnitNormalization", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["axis": .axis(axis)])
    }
}

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
