import NeuralNetwork

/// Inputs side by side along an axis.
struct Concatenate: Layer {
    let axis: Int

    init(from options: inout LayerOptions) throws {
        axis =
            try options.value("axis").map { value in
                guard let axis = value.integer else { throw options.fault("axis", expected: "an integer", found: value) }
                return axis
            } ?? -1
    }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] {
        guard !inputs.isEmpty else { throw ShapeMismatch(expected: "at least one input", found: "none") }
        return try shapesByLowering(inputs)
    }

    func lower(_ inputs: [Graph.Value], weights: [Tensor], into graph: inout Graph) throws -> [Graph.Value] {
        [try graph.concatenate(inputs, axis: axis)]
    }
}
