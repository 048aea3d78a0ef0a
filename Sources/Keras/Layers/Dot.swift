import NeuralNetwork

/// `Dot` of Keras: for each item the sum of products of two inputs along an axis of each: `(batch, rest of the first, rest of
/// the second)`.
public struct Dot: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - axes: of both inputs, or one for each.
    ///   - normalize: whether both are brought to length 1 first.
    public init(
        axes: some AxisLengths, normalize: Bool = false, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "Dot", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["axes": .axis(axes), "normalize": .bool(normalize)])
    }
}

/// For each item the sum of products of two inputs along an axis of each: `(batch, rest of the first, rest of the second)`.
struct DotLayer: Layer {
    let axes: (left: Int, right: Int)
    let normalizes: Bool

    init(from options: inout LayerOptions) throws {
        let given = try options.integers("axes") ?? []
        guard given.count == 1 || given.count == 2 else {
            throw options.fault("axes", expected: "an axis, or one for each input", found: .array(given.map { .integer($0) }))
        }
        axes = (given[0], given[given.count - 1])
        normalizes = try options.flag("normalize", default: false)
    }

    private func resolved(_ inputs: [Shape]) throws -> (left: Int, right: Int) {
        guard inputs.count == 2, inputs.allSatisfy({ $0.count >= 2 }) else {
            throw ShapeMismatch(
                expected: "two inputs of at least two axes", found: inputs.map(\.pythonText).joined(separator: ", "))
        }
        let (left, right) = (
            try resolvedAxis(axes.left, rank: inputs[0].count), try resolvedAxis(axes.right, rank: inputs[1].count)
        )
        guard left > 0, right > 0 else { throw ShapeMismatch(expected: "axes behind the batch", found: "\(left), \(right)") }
        if let first = inputs[0][left], let second = inputs[1][right], first != second {
            throw ShapeMismatch(
                expected: "equal extents along axis \(left) and axis \(right)",
                found: inputs.map(\.pythonText).joined(separator: " and "))
        }
        return (left, right)
    }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] {
        let (left, right) = try resolved(inputs)
        var (first, second) = (inputs[0], inputs[1])
        first.remove(at: left)
        second.remove(at: right)
        let rest = first.dropFirst() + second.dropFirst()
        return [[first[0] ?? second[0]] + (rest.isEmpty ? [1] : rest)]
    }

    func lower(_ inputs: [Graph.Value], weights: [Tensor], into graph: inout Graph) throws -> [Graph.Value] {
        let shapes = inputs.map { graph.shape(of: $0) }
        let (left, right) = try resolved(shapes)
        var values = inputs
        if normalizes {
            values[0] = try graph.l2Normalization(values[0], axis: left)
            values[1] = try graph.l2Normalization(values[1], axis: right)
        }
        var letters = "abcdefghijklmnopqrstuvwxyz".makeIterator()
        let (batch, summed) = (letters.next()!, letters.next()!)
        func labels(_ rank: Int, _ axis: Int) -> [Character] {
            (0..<rank).map { $0 == 0 ? batch : $0 == axis ? summed : letters.next()! }
        }
        let (first, second) = (labels(shapes[0].count, left), labels(shapes[1].count, right))
        let rest = (first + second).filter { $0 != batch && $0 != summed }
        let product = try graph.einsum("\(String(first)),\(String(second))->\(String([batch] + rest))", values[0], values[1])
        return [rest.isEmpty ? try graph.reshape(product, to: [1]) : product]
    }
}
