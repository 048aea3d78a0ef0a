import NeuralNetwork

/// Merge with mode `cos` (Keras 1): `x·y / max(sqrt(x·x ⊙ y·y), 1e-7)`, with a new axis of extent 1 behind the batch.
///
/// The products are Keras 1's `batch_dot`: of vectors the sum of products, `(batch, 1)`; of matrices the matrix product along
/// the axes given, and so in the divisor too.
struct CosineMergeLayer: Layer {
    let axes: (Int, Int)

    init(from options: inout LayerOptions) throws {
        let axes = try options.integers("axes") ?? [-1]
        guard (1...2).contains(axes.count) else {
            throw options.fault("dot_axes", expected: "one axis or two", found: .array(axes.map { .integer($0) }))
        }
        self.axes = (axes[0], axes[axes.count - 1])
    }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] {
        guard inputs.count == 2 else { throw ShapeMismatch(expected: "two inputs", found: "\(inputs.count)") }
        return try shapesByLowering(inputs)
    }

    func lower(_ inputs: [Graph.Value], weights: [Tensor], into graph: inout Graph) throws -> [Graph.Value] {
        let (x, y) = (inputs[0], inputs[1])
        let squares = try graph.multiply([product(x, x, &graph), product(y, y, &graph)])
        let least = graph.constant(Tensor(shape: [1], values: [1e-7]))
        let divisor = try graph.maximum([graph.math(.squareRoot, squares), least])
        let quotient = try graph.elementwise(.divide, product(x, y, &graph), divisor)
        let item = try graph.shape(of: quotient).dropFirst().map { extent in
            guard let extent else { throw ShapeMismatch(expected: "known extents", found: graph.shape(of: quotient).pythonText) }
            return extent
        }
        return [try graph.reshape(quotient, to: [1] + item)]
    }

    private func product(_ x: Graph.Value, _ y: Graph.Value, _ graph: inout Graph) throws -> Graph.Value {
        let ranks = (graph.shape(of: x).count, graph.shape(of: y).count)
        let places = try (resolvedAxis(axes.0, rank: ranks.0), resolvedAxis(axes.1, rank: ranks.1))
        if ranks == (2, 2), places == (1, 1) {
            return try graph.reduction(graph.multiply([x, y]), .sum, axes: [1], keepDimensions: true)
        }
        guard ranks == (3, 3), places.0 > 0, places.1 > 0 else {
            throw ShapeMismatch(
                expected: "two vectors or two matrices, joined along an axis behind the batch",
                found: "\(graph.shape(of: x).pythonText) and \(graph.shape(of: y).pythonText) along \(axes)")
        }
        let left = places.0 == 2 ? x : try graph.transpose(x, permutation: [0, 2, 1])
        let right = places.1 == 1 ? y : try graph.transpose(y, permutation: [0, 2, 1])
        return try graph.matrixProduct(left, right)
    }
}
