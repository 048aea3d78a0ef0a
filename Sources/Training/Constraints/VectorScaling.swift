import NeuralNetwork

extension Tensor {
    /// Multiplies each vector along some axes by a factor of its length.
    ///
    /// - Throws: `GraphError.mismatch` for axes that the tensor doesn't have.
    mutating func scaleVectors(
        along axes: [Int], for constraint: String, factor: (_ length: Float) -> Float
    ) throws(GraphError) {
        let places = Set(axes.map { $0 < 0 ? $0 + shape.count : $0 })
        guard !places.isEmpty, places.allSatisfy(shape.indices.contains) else {
            throw .mismatch(site: constraint, expected: "axes of \(shape)", found: "\(axes)")
        }
        let lines = VectorLines(shape: shape, along: places)
        withMutableElements { elements in
            var squares = [Double](repeating: 0, count: lines.vectorCount)
            lines.visit { start, vector in
                for place in 0..<lines.length {
                    squares[vector + place * lines.step] += Double(elements[start + place] * elements[start + place])
                }
            }
            let factors = squares.map { factor(Float($0).squareRoot()) }
            lines.visit { start, vector in
                for place in 0..<lines.length { elements[start + place] *= factors[vector + place * lines.step] }
            }
        }
    }
}

/// The lines along the last axis of a tensor, each with the number of the vector that its first element belongs to.
private struct VectorLines {
    let vectorCount: Int
    /// Elements in a line, and how much further the vector's number is from element to element: 0 where a line lies in one vector.
    let length: Int
    let step: Int
    private let extents: [Int]
    private let steps: [Int]

    init(shape: [Int], along axes: Set<Int>) {
        var (steps, count) = ([Int](repeating: 0, count: shape.count), 1)
        for axis in shape.indices.reversed() where !axes.contains(axis) { (steps[axis], count) = (count, count * shape[axis]) }
        (vectorCount, length, step) = (count, shape.last ?? 1, steps.last ?? 0)
        (extents, self.steps) = (shape.dropLast(), steps.dropLast())
    }

    func visit(_ body: (_ start: Int, _ vector: Int) -> Void) {
        for line in 0..<extents.reduce(1, *) {
            var (rest, vector) = (line, 0)
            for axis in extents.indices.reversed() {
                vector += rest % extents[axis] * steps[axis]
                rest /= extents[axis]
            }
            body(line * length, vector)
        }
    }
}
