import NeuralNetwork

/// `a + b · scale` of two inputs (InceptionResNetV2).
struct CustomScaleLayer: MergeLayer {
    static let kerasName = "CustomScaleLayer"

    let scale: Float

    init(from options: inout LayerOptions) throws { scale = try options.number("scale", default: 1) }

    func merge(_ values: [Graph.Value], in graph: inout Graph) throws -> Graph.Value {
        guard values.count == 2 else { throw ShapeMismatch(expected: "two inputs", found: "\(values.count)") }
        return try graph.add([values[0], graph.scale(values[1], by: scale)])
    }
}
