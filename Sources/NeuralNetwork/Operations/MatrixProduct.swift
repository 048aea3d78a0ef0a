/// Products of matrices in the last two axes of two values.
package struct MatrixProduct: Operation {
    package var transposesLeft: Bool
    package var transposesRight: Bool

    package var name: String { "matrix product" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        guard inputs.allSatisfy({ $0.count >= 2 }) else {
            throw ShapeMismatch(expected: "two values of at least two axes", found: inputs.map(\.text).joined(separator: " and "))
        }
        let (left, right) = (matrix(inputs[0], transposesLeft), matrix(inputs[1], transposesRight))
        guard left.columns == nil || right.rows == nil || left.columns == right.rows else {
            throw ShapeMismatch(
                expected: "as many columns on the left as rows on the right", found: inputs.map(\.text).joined(separator: " and ")
            )
        }
        return try broadcast(Shape(inputs[0].dropLast(2)), Shape(inputs[1].dropLast(2))) + [left.rows, right.columns]
    }

    private func matrix(_ shape: Shape, _ isTransposed: Bool) -> (rows: Int?, columns: Int?) {
        let (first, second) = (shape[shape.count - 2], shape[shape.count - 1])
        return isTransposed ? (second, first) : (first, second)
    }
}

extension MatrixProduct {
    package func lower(into lowering: inout Lowering) throws {
        let values = lowering.node.inputs
        let (left, right, extents) = (lowering.extents(values[0]), lowering.extents(values[1]), lowering.extents)
        let (rows, columns) = (extents[extents.count - 2], extents[extents.count - 1])
        let depth = transposesLeft ? left[left.count - 2] : left[left.count - 1]
        let operands = [try lowering.rowMajor(values[0]), try lowering.rowMajor(values[1])]
        let result = lowering.destination(try Layout(rowMajor: extents))
        // One walk step for each pair of matrices.
        let walk = BroadcastWalk(
            extents.dropLast(2) + [1], operands: [left.dropLast(2) + [1], right.dropLast(2) + [1]])
        let (rowStep, depthStep) = transposesLeft ? (1, rows) : (depth, 1)
        let (innerStep, columnStep) = transposesRight ? (1, depth) : (columns, 1)
        let kernel = Kernel(name: "framerill:product") { memory in
            walk.forEachLine { place, _, places in
                let (a, b) = (memory[0] + places[0] * rows * depth, memory[1] + places[1] * depth * columns)
                var target = memory[2] + place * rows * columns
                for row in 0..<rows {
                    for column in 0..<columns { target[column] = 0 }
                    for index in 0..<depth {
                        let factor = a[row * rowStep + index * depthStep]
                        let line = b + index * innerStep
                        for column in 0..<columns { target[column] += factor * line[column * columnStep] }
                    }
                    target += columns
                }
            }
        }
        lowering.emit(kernel, operands + [result])
        lowering.place(result)
    }
}

extension Graph {
    /// The products of the matrices that the last two axes hold; the other axes are broadcast.
    public mutating func matrixProduct(
        _ left: Value, _ right: Value, transposeLeft: Bool = false, transposeRight: Bool = false
    ) throws(GraphError) -> Value {
        try add(MatrixProduct(transposesLeft: transposeLeft, transposesRight: transposeRight), [left, right])
    }
}
