/// Each element's sum with all that stand before it along an axis.
package struct CumulativeSum: Operation {
    package var axis: Int

    package var name: String { "cumulative sum" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        _ = try resolvedAxis(axis, rank: inputs[0].count)
        return inputs[0]
    }
}

extension CumulativeSum {
    package func lower(into lowering: inout Lowering) throws {
        let extents = lowering.extents
        let axis = try resolvedAxis(axis, rank: extents.count)
        let (length, inner) = (extents[axis], extents[(axis + 1)...].reduce(1, *))
        let count = extents.reduce(1, *)
        let source = try lowering.rowMajor(lowering.input)
        let result = lowering.destination(over: source)
        let kernel = Kernel(name: "framerill:cumulative") { memory in
            for index in 0..<count {
                let isFirst = index / inner % length == 0
                memory[1][index] = memory[0][index] + (isFirst ? 0 : memory[1][index - inner])
            }
        }
        lowering.emit(kernel, [source, result])
        lowering.place(result)
    }
}

extension Graph {
    /// `y[i] = x[0] + … + x[i]` along `axis`.
    public mutating func cumulativeSum(_ x: Value, axis: Int) throws(GraphError) -> Value {
        try add(CumulativeSum(axis: axis), [x])
    }
}
