import NeuralNetwork

/// `Normalization` of Keras: `(x − mean) / max(sqrt(variance), 1e-7)`, the statistics kept along the given axes; or its
/// inverse.
public struct Normalization: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - axis: counted from the first, or below 0 from the last.
    ///   - mean: given instead of learnt.
    ///   - variance: given instead of learnt.
    ///   - isInverse: whether it undoes the normalisation.
    public init(
        axis: [Int]? = [-1], mean: [Double]? = nil, variance: [Double]? = nil, isInverse: Bool = false, inputShape: [Int?]? = nil,
        name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "Normalization", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "axis": axis.map(JSON.integers) ?? .null, "invert": .bool(isInverse), "mean": mean.map(JSON.numbers) ?? .null,
                "variance": variance.map(JSON.numbers) ?? .null,
            ])
    }
}

/// `(x − mean) / max(sqrt(variance), 1e-7)`, the statistics kept along the given axes; or its inverse.
///
/// Mean and variance are weights, beside the number of items they were taken from, unless the configuration holds them.
struct NormalizationLayer: SingleInputLayer {
    let axes: [Int]
    let isInverse: Bool
    let given: (mean: [Float], variance: [Float])?

    var maskRule: MaskRule { .passesSince(major: 3) }

    init(from options: inout LayerOptions) throws {
        // Absent is the last axis; null is none: one mean and one variance for all.
        axes = try options.has("axis") ? options.integers("axis") ?? [] : [-1]
        isInverse = try options.flag("invert", default: false)
        let mean = try options.statistics("mean")
        let variance = try options.statistics("variance")
        guard (mean == nil) == (variance == nil) else {
            throw options.fault(mean == nil ? "mean" : "variance", expected: "mean and variance together", found: nil)
        }
        given = mean.flatMap { mean in variance.map { (mean, $0) } }
    }

    /// The extents of the axes that are kept.
    private func statistics(of input: Shape) throws -> [Int] {
        try axes.map { try resolvedAxis($0, rank: input.count) }.sorted().map { try input.known($0) }
    }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        guard given == nil else { return [] }
        let shape = try statistics(of: input)
        return [
            WeightSpecification("mean", shape, isTrainable: false),
            WeightSpecification("variance", shape, isTrainable: false),
            WeightSpecification("count", [], isTrainable: false),
        ]
    }

    func outputShape(of input: Shape) throws -> Shape {
        let count = try statistics(of: input).reduce(1, *)
        if let given {
            for values in [given.mean, given.variance] where values.count != count && values.count != 1 {
                throw ShapeMismatch(expected: "\(count) means and variances", found: "\(values.count)")
            }
        }
        return input
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        let shape = graph.shape(of: x)
        let kept = try Set(axes.map { try resolvedAxis($0, rank: shape.count) })
        let mean = given?.mean ?? weights[0].values
        let deviation = (given?.variance ?? weights[1].values).map { max($0.squareRoot(), 1e-7) }
        let extents = try shape.indices.map { kept.contains($0) ? try shape.known($0) : 1 }
        func constant(_ values: [Float]) -> Graph.Value {
            let full = values.count == 1 ? Array(repeating: values[0], count: extents.reduce(1, *)) : values
            return graph.constant(Tensor(shape: extents, values: full))
        }
        let center = constant(mean)
        let scale = constant(deviation)
        return try isInverse
            ? graph.add([graph.elementwise(.multiply, x, scale), center])
            : graph.elementwise(.divide, graph.subtract(x, center), scale)
    }
}

extension LayerOptions {
    /// A number, or numbers in lists of any depth.
    fileprivate mutating func statistics(_ option: String) throws -> [Float]? {
        guard let value = value(option) else { return nil }
        var numbers: [Float] = []
        func collect(_ value: JSON) throws {
            guard let elements = value.elements else { return numbers.append(try number(option, value)) }
            for element in elements { try collect(element) }
        }
        try collect(value)
        return numbers
    }
}
