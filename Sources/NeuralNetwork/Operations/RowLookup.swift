/// For each index a row of a table.
package struct RowLookup: Operation {
    package var name: String { "row lookup" }

    /// Inputs: indices of any shape, table `[rows, columns]`.
    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        guard inputs[1].count == 2 else { throw ShapeMismatch(expected: "a table [rows, columns]", found: inputs[1].text) }
        return inputs[0] + [inputs[1][1]]
    }
}

extension RowLookup {
    package func lower(into lowering: inout Lowering) throws {
        let (indices, table) = (lowering.node.inputs[0], lowering.node.inputs[1])
        let (count, rows, columns) = (
            lowering.extents(indices).reduce(1, *), lowering.extents(table)[0], lowering.extents(table)[1]
        )
        let operands = [try lowering.rowMajor(indices), try lowering.rowMajor(table)]
        let result = lowering.destination(try Layout(rowMajor: lowering.extents))
        let kernel = Kernel(name: "framerill:lookup") { memory in
            for place in 0..<count {
                // Fractions are cut off, as by a cast to an integer.
                let given = memory[0][place].rounded(.towardZero)
                guard given >= 0, given < Float(rows) else {
                    throw ShapeMismatch(expected: "indices from 0 to \(rows - 1)", found: "\(memory[0][place])")
                }
                (memory[2] + place * columns).update(from: memory[1] + Int(given) * columns, count: columns)
            }
        }
        lowering.emit(kernel, operands + [result])
        lowering.place(result)
    }
}

extension Graph {
    /// `y[…, c] = table[x[…], c]`; a run with an index outside the table fails.
    public mutating func rows(_ x: Value, of table: Tensor) throws(GraphError) -> Value {
        try add(RowLookup(), [x, constant(table)])
    }
}
