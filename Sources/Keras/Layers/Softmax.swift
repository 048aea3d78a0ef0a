import NeuralNetwork

/// `Softmax` of Keras: `exp(x)` normalised to the sum 1 along an axis, or over several together.
public struct Softmax: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - axis: counted from the first, or below 0 from the last.
    public init(
        axis: some AxisLengths = -1, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "Softmax", name: name, isTrainable: isTrainable, inputShape: inputShape, options: ["axis": .axis(axis)])
    }
}

/// `exp(x)` normalised to the sum 1 along an axis, or over several together.
struct SoftmaxLayer: ActivatingLayer {
    let axes: [Int]

    init(from options: inout LayerOptions) throws {
        axes = try options.integers("axis") ?? [-1]
        guard !axes.isEmpty else { throw options.fault("axis", expected: "at least one axis", found: .array([])) }
    }

    /// As the activation of another layer.
    var activation: NeuralNetwork.Activation { .softmax(axis: axes[0]) }

    func outputShape(of input: Shape) throws -> Shape {
        for axis in axes { _ = try resolvedAxis(axis, rank: input.count) }
        return input
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.softmax(x, axes: axes)
    }
}

extension Graph {
    /// The softmax over all elements along some axes together.
    mutating func softmax(_ x: Value, axes: [Int]) throws -> Value {
        guard axes.count > 1 else { return try activation(x, .softmax(axis: axes.first ?? -1)) }
        let top = try reduction(x, .maximum, axes: axes, keepDimensions: true)
        let powers = try activation(elementwise(.subtract, x, top), .exponential)
        // As Keras: less the logarithm of the sum, which is lost where all elements are as small as masks make them.
        let sum = try math(.logarithm, reduction(powers, .sum, axes: axes, keepDimensions: true))
        return try activation(elementwise(.subtract, x, add([top, sum])), .exponential)
    }
}
