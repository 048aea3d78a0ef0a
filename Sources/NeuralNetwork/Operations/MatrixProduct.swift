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
    package func arithmetic(of inputs: [[Int]], into result: [Int]) -> Int {
        2 * result.reduce(1, *) * inputs[0][inputs[0].count - (transposesLeft ? 2 : 1)]
    }

    package func lower(into lowering: inout Lowering) throws {
        let values = lowering.node.inputs
        let geometry = Geometry(self, lowering.extents(values[0]), lowering.extents(values[1]), lowering.extents)
        let operands = [try lowering.rowMajor(values[0]), try lowering.rowMajor(values[1])]
        let result = lowering.destination(try Layout(rowMajor: lowering.extents))
        if let layouts = try geometry.layouts, try lowering.emitProduct(operands, layouts, result) {
            return lowering.place(result)
        }
        lowering.emit(Kernel(name: "framerill:product") { geometry.run($0) }, operands + [result])
        lowering.place(result)
    }

    /// Where the matrices lie.
    private struct Geometry: Sendable {
        let (rows, columns, depth): (Int, Int, Int)
        /// The extents before the last two axes, of the operands and of the result.
        let outer: (left: [Int], right: [Int], result: [Int])
        let (rowStep, leftStep): (Int, Int)
        let (rightStep, columnStep): (Int, Int)

        init(_ operation: MatrixProduct, _ left: [Int], _ right: [Int], _ result: [Int]) {
            (rows, columns) = (result[result.count - 2], result[result.count - 1])
            depth = left[left.count - (operation.transposesLeft ? 2 : 1)]
            outer = (left.dropLast(2), right.dropLast(2), result.dropLast(2))
            (rowStep, leftStep) = operation.transposesLeft ? (1, rows) : (depth, 1)
            (rightStep, columnStep) = operation.transposesRight ? (1, depth) : (columns, 1)
        }

        /// As oneDNN is to see them: as few axes as there can be. Nil where matrices are repeated along some axes only.
        var layouts: MatrixLayouts? {
            get throws {
                let counts = (outer.left.reduce(1, *), outer.right.reduce(1, *), outer.result.reduce(1, *))
                guard counts.0 == counts.2, counts.1 == counts.2 || counts.1 == 1 else { return nil }
                if counts.1 == 1, leftStep == 1 {
                    // One matrix on the right for all on the left, which then are one themselves.
                    return MatrixLayouts(
                        left: try Layout(dimensions: [counts.0 * rows, depth], strides: [depth, 1]),
                        right: try Layout(dimensions: [depth, columns], strides: [rightStep, columnStep]),
                        result: try Layout(dimensions: [counts.0 * rows, columns], strides: [columns, 1]))
                }
                return MatrixLayouts(
                    left: try Layout(dimensions: [counts.0, rows, depth], strides: [rows * depth, rowStep, leftStep]),
                    right: try Layout(
                        dimensions: [counts.1, depth, columns], strides: [depth * columns, rightStep, columnStep]),
                    result: try Layout(dimensions: [counts.2, rows, columns], strides: [rows * columns, columns, 1]))
            }
        }

        func run(_ memory: [UnsafeMutablePointer<Float>]) {
            // One walk step for each pair of matrices.
            let walk = BroadcastWalk(outer.result + [1], operands: [outer.left + [1], outer.right + [1]])
            walk.forEachLine { place, _, places in
                let (a, b) = (memory[0] + places[0] * rows * depth, memory[1] + places[1] * depth * columns)
                var target = memory[2] + place * rows * columns
                for row in 0..<rows {
                    for column in 0..<columns { target[column] = 0 }
                    for index in 0..<depth {
                        let factor = a[row * rowStep + index * leftStep]
                        let line = b + index * rightStep
                        for column in 0..<columns { target[column] += factor * line[column * columnStep] }
                    }
                    target += columns
                }
            }
        }
    }
}

/// Two matrices, or two lists of matrices, and their product, as oneDNN is to see them.
struct MatrixLayouts {
    let left: Layout
    let right: Layout
    let result: Layout
}

extension Lowering {
    /// Emits oneDNN's product of matrices that lie in `operands`.
    ///
    /// - Returns: false, and emits nothing, where oneDNN has only its unoptimised code.
    mutating func emitProduct(_ operands: [Operand], _ layouts: MatrixLayouts, _ result: Operand) throws -> Bool {
        let description = try PrimitiveDescription.matrixProduct(layouts.left, layouts.right, destination: layouts.result)
        guard !description.implementation.contains("ref") else { return false }
        try emit(
            description,
            [
                (.source, Operand(buffer: operands[0].buffer, layout: layouts.left)),
                (.weights, Operand(buffer: operands[1].buffer, layout: layouts.right)),
                (.destination, Operand(buffer: result.buffer, layout: layouts.result)),
            ])
        return true
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
