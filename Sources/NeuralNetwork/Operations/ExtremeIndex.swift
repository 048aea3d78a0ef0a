/// The place of the greatest or the smallest element along an axis.
package struct ExtremeIndex: Operation {
    package var axis: Int
    package var isGreatest: Bool

    package var name: String { isGreatest ? "place of the maximum" : "place of the minimum" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        var result = inputs[0]
        result.remove(at: try resolvedAxis(axis, rank: result.count))
        guard !result.isEmpty else { throw ShapeMismatch(expected: "an axis that stays", found: inputs[0].text) }
        return result
    }
}

extension ExtremeIndex {
    package func lower(into lowering: inout Lowering) throws {
        let extents = lowering.extents(lowering.input)
        let axis = try resolvedAxis(axis, rank: extents.count)
        let (outer, inner) = (extents[..<axis].reduce(1, *), extents[(axis + 1)...].reduce(1, *))
        let (length, sign): (Int, Float) = (extents[axis], isGreatest ? 1 : -1)
        let source = try lowering.rowMajor(lowering.input)
        let result = lowering.destination(try Layout(rowMajor: lowering.extents))
        let kernel = Kernel(name: "framerill:extreme") { memory in
            for row in 0..<outer {
                for column in 0..<inner {
                    let start = memory[0] + row * length * inner + column
                    var best = 0
                    for index in 1..<max(length, 1) where start[index * inner] * sign > start[best * inner] * sign {
                        best = index
                    }
                    memory[1][row * inner + column] = Float(best)
                }
            }
        }
        lowering.emit(kernel, [source, result])
        lowering.place(result)
    }
}

extension Graph {
    /// The index along `axis` of the first greatest (or smallest) element; the axis is dropped.
    public mutating func extremeIndex(_ x: Value, axis: Int, isGreatest: Bool = true) throws(GraphError) -> Value {
        try add(ExtremeIndex(axis: axis, isGreatest: isGreatest), [x])
    }
}
