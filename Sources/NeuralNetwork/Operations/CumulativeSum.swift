/// Each element joined with all that stand before it along an axis: their sum or their product.
package struct CumulativeSum: Operation {
    package var axis: Int
    package var isProduct = false
    /// Whether elements that stand behind it are meant, not those before.
    package var isReversed = false
    /// Whether an element itself is left out.
    package var isExclusive = false

    package var name: String { isProduct ? "cumulative product" : "cumulative sum" }

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
        let (isProduct, isReversed, isExclusive) = (isProduct, isReversed, isExclusive)
        let kernel = Kernel(name: "framerill:cumulative") { memory in
            for block in stride(from: 0, to: count, by: length * inner) {
                for column in 0..<inner {
                    var total: Float = isProduct ? 1 : 0
                    for index in 0..<length {
                        let place = block + (isReversed ? length - 1 - index : index) * inner + column
                        let (own, before) = (memory[0][place], total)
                        total = isProduct ? total * own : total + own
                        memory[1][place] = isExclusive ? before : total
                    }
                }
            }
        }
        lowering.emit(kernel, [source, result])
        lowering.place(result)
    }
}

extension Graph {
    /// `y[i] = x[0] + … + x[i]` along `axis`, or the product.
    ///
    /// - Parameters:
    ///   - isReversed: from the end, `x[i] + … + x[n − 1]`.
    ///   - isExclusive: without `x[i]` itself.
    public mutating func cumulativeSum(
        _ x: Value, axis: Int, isProduct: Bool = false, isReversed: Bool = false, isExclusive: Bool = false
    ) throws(GraphError) -> Value {
        try add(
            CumulativeSum(axis: axis, isProduct: isProduct, isReversed: isReversed, isExclusive: isExclusive), [x])
    }
}
