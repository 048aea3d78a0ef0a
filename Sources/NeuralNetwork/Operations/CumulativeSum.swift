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
        let (isProduct, isReversed, isExclusive) = (isProduct, isReversed, isExclusive)
        try lowering.emitLines("framerill:cumulative", along: axis, inPlace: true) { line in
            var total: Float = isProduct ? 1 : 0
            for index in 0..<line.length {
                let offset = (isReversed ? line.length - 1 - index : index) * line.step
                let (own, before) = (line.source[offset], total)
                total = isProduct ? total * own : total + own
                line.target[offset] = isExclusive ? before : total
            }
        }
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
