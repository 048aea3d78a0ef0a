import NeuralNetwork

/// A layer that joins two or more inputs element by element.
///
/// Inputs of fewer axes get axes of extent 1 after the batch, as in Keras; then NumPy's broadcasting holds.
protocol MergeLayer: Layer {
    /// Joins values of equal rank.
    func merge(_ values: [Graph.Value], in graph: inout Graph) throws -> Graph.Value
}

extension MergeLayer {
    func outputShapes(of inputs: [Shape]) throws -> [Shape] { [try mergedShape(of: inputs)] }

    func mergedShape(of inputs: [Shape]) throws -> Shape {
        guard inputs.count >= 2 else { throw ShapeMismatch(expected: "at least two inputs", found: "\(inputs.count)") }
        let rank = inputs.map(\.count).max() ?? 0
        return try inputs.dropFirst().reduce(raised(inputs[0], to: rank)) { try broadcast($0, raised($1, to: rank)) }
    }

    func lower(_ inputs: [Graph.Value], weights: [Tensor], into graph: inout Graph) throws -> [Graph.Value] {
        let rank = inputs.map { graph.shape(of: $0).count }.max() ?? 0
        var values: [Graph.Value] = []
        for input in inputs {
            let shape = graph.shape(of: input)
            guard shape.count < rank else {
                values.append(input)
                continue
            }
            guard let item = Shape(shape.dropFirst()).concrete else {
                throw ShapeMismatch(expected: "known extents for an input of fewer axes", found: shape.pythonText)
            }
            values.append(try graph.reshape(input, to: Array(repeating: 1, count: rank - shape.count) + item))
        }
        return [try merge(values, in: &graph)]
    }

    private func raised(_ shape: Shape, to rank: Int) -> Shape {
        shape.prefix(1) + Array(repeating: 1, count: rank - shape.count) + shape.dropFirst()
    }
}
