/// A sum of products over indices that an equation names, one letter an axis: `abc,cd->abd`.
package struct Einsum: Operation {
    package var left: [Character]
    package var right: [Character]
    package var result: [Character]

    package var name: String { "einsum \(String(left)),\(String(right))->\(String(result))" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        var extents: [Character: Int?] = [:]
        for (labels, input) in zip([left, right], inputs) {
            guard labels.count == input.count else {
                throw ShapeMismatch(expected: "an axis for each letter of \"\(String(labels))\"", found: input.text)
            }
            for (label, extent) in zip(labels, input) {
                if let known = extents[label] ?? nil, let extent, known != extent {
                    throw ShapeMismatch(
                        expected: "one extent along \"\(label)\" of \(name)", found: inputs.map(\.text).joined(separator: " and ")
                    )
                }
                extents[label] = (extents[label] ?? nil) ?? extent
            }
        }
        var shape: Shape = []
        for label in result {
            guard let extent = extents[label] else {
                throw ShapeMismatch(expected: "letters of the operands in the result", found: name)
            }
            shape.append(extent)
        }
        return shape
    }
}

extension Einsum {
    package func lower(into lowering: inout Lowering) throws {
        if let product = EinsumProduct(self) { return try product.lower(into: &lowering) }
        try lowerToLoops(into: &lowering)
    }

    func lowerToLoops(into lowering: inout Lowering) throws {
        let values = lowering.node.inputs
        let operands = [try lowering.rowMajor(values[0]), try lowering.rowMajor(values[1])]
        let destination = lowering.destination(try Layout(rowMajor: lowering.extents))
        let plan = Walk(self, [lowering.extents(values[0]), lowering.extents(values[1]), lowering.extents])
        let kernel = Kernel(name: "framerill:einsum") { plan.run($0) }
        lowering.emit(kernel, operands + [destination])
        lowering.place(destination)
    }

    /// The offsets of each combination of indices, sorted by where the indices occur.
    private struct Walk: Sendable {
        /// Of rows: letters of the result that the left operand has. Each with offsets in left, right and result.
        let rows: [[Int]]
        /// Of columns: the other letters of the result.
        let columns: [[Int]]
        /// Of terms: letters that are summed over.
        let terms: [[Int]]

        init(_ operation: Einsum, _ extents: [[Int]]) {
            let labels = [operation.left, operation.right, operation.result]
            func offsets(_ wanted: [Character]) -> [[Int]] {
                var combinations = [[0, 0, 0]]
                for label in wanted {
                    var (extent, strides) = (1, [0, 0, 0])
                    for side in 0..<3 {
                        // A letter that stands twice walks along the diagonal.
                        for axis in labels[side].indices where labels[side][axis] == label {
                            extent = extents[side][axis]
                            strides[side] += extents[side][(axis + 1)...].reduce(1, *)
                        }
                    }
                    combinations = combinations.flatMap { base in
                        (0..<extent).map { index in zip(base, strides).map { $0 + index * $1 } }
                    }
                }
                return combinations
            }
            let known = Set(operation.left)
            rows = offsets(operation.result.filter(known.contains))
            columns = offsets(operation.result.filter { !known.contains($0) })
            var summed: [Character] = []
            for label in operation.left + operation.right where !operation.result.contains(label) && !summed.contains(label) {
                summed.append(label)
            }
            terms = offsets(summed)
        }

        func run(_ memory: [UnsafeMutablePointer<Float>]) {
            let (places, sources) = (columns.map { $0[2] }, columns.map { $0[1] })
            let isRun = places == Array(places.indices) && sources == Array(sources.indices)
            for row in rows {
                let target = memory[2] + row[2]
                for place in places { target[place] = 0 }
                for term in terms {
                    let factor = memory[0][row[0] + term[0]]
                    let line = memory[1] + row[1] + term[1]
                    if isRun {
                        for column in places.indices { target[column] += factor * line[column] }
                    } else {
                        for column in places.indices { target[places[column]] += factor * line[sources[column]] }
                    }
                }
            }
        }
    }
}

extension Graph {
    /// The sum of products that `equation` says, one letter for each axis: `abc,cd->abd` is a matrix product.
    ///
    /// Letters that the result doesn't have are summed over; a letter that stands twice in one operand means its diagonal.
    public mutating func einsum(_ equation: String, _ left: Value, _ right: Value) throws(GraphError) -> Value {
        let sides = equation.split(separator: "->", omittingEmptySubsequences: false)
        let operands = sides.first?.split(separator: ",", omittingEmptySubsequences: false) ?? []
        guard sides.count == 2, operands.count == 2 else {
            throw .mismatch(
                site: Site(operation: "einsum", origin: origin).description, expected: "an equation like \"ab,bc->ac\"",
                found: "\"\(equation)\"")
        }
        return try add(Einsum(left: Array(operands[0]), right: Array(operands[1]), result: Array(sides[1])), [left, right])
    }
}
