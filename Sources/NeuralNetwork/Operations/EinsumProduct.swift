/// An einsum that is a product of matrices, one for each combination of the letters that all three sides have.
struct EinsumProduct {
    let operation: Einsum
    /// Letters of both operands and the result.
    private let batch: [Character]
    /// Letters of the left operand and the result, of both operands alone, and of the right operand and the result.
    private let rows: [Character]
    private let depth: [Character]
    private let columns: [Character]

    /// Nil where a letter stands twice on one side, or in one operand alone.
    init?(_ operation: Einsum) {
        let (left, right, result) = (operation.left, operation.right, operation.result)
        let sides = [left, right, result]
        guard sides.allSatisfy({ Set($0).count == $0.count }) else { return nil }
        for label in Set(left + right) where sides.count(where: { $0.contains(label) }) < 2 { return nil }
        self.operation = operation
        batch = result.filter { left.contains($0) && right.contains($0) }
        rows = result.filter { left.contains($0) && !right.contains($0) }
        columns = result.filter { right.contains($0) && !left.contains($0) }
        depth = left.filter { !result.contains($0) }
    }

    func lower(into lowering: inout Lowering) throws {
        let values = lowering.node.inputs
        var extents: [Character: Int] = [:]
        for (labels, value) in zip([operation.left, operation.right], values) {
            for (label, extent) in zip(labels, lowering.extents(value)) { extents[label] = extent }
        }
        func count(_ labels: [Character]) -> Int { labels.reduce(1) { $0 * extents[$1]! } }
        let (items, m, k, n) = (count(batch), count(rows), count(depth), count(columns))
        let layouts = MatrixLayouts(
            left: try Layout(dimensions: [items, m, k], strides: [m * k, k, 1]),
            right: try Layout(dimensions: [items, k, n], strides: [k * n, n, 1]),
            result: try Layout(dimensions: [items, m, n], strides: [m * n, n, 1]))
        let operands = [
            try operand(values[0], operation.left, as: batch + rows + depth, extents, &lowering),
            try operand(values[1], operation.right, as: batch + depth + columns, extents, &lowering),
        ]
        let order = batch + rows + columns
        let whole = lowering.destination(layouts.result)
        guard try lowering.emitProduct(operands, layouts, whole) else { return try operation.lowerToLoops(into: &lowering) }
        // The result's own axes, wherever they lie in the product.
        let strides = Self.strides(order, extents)
        let seen = operation.result.map { label in strides[order.firstIndex(of: label)!] }
        lowering.place(
            Operand(
                buffer: whole.buffer,
                layout: try Layout(
                    dimensions: Layout.engineOrder(lowering.extents), strides: Layout.engineOrder(seen))))
    }

    /// An operand's elements in the order of the letters `order`.
    private func operand(
        _ value: Graph.Value, _ labels: [Character], as order: [Character], _ extents: [Character: Int],
        _ lowering: inout Lowering
    ) throws -> Operand {
        let own = Self.strides(labels, extents)
        let dimensions = order.map { extents[$0]! }
        let view = try Layout(dimensions: dimensions, strides: order.map { own[labels.firstIndex(of: $0)!] })
        return try lowering.operand(
            value, viewedAs: view, as: Layout(dimensions: dimensions, strides: Self.strides(order, extents)))
    }

    /// Of letters in row-major order.
    private static func strides(_ labels: [Character], _ extents: [Character: Int]) -> [Int] {
        labels.indices.map { axis in labels[(axis + 1)...].reduce(1) { $0 * extents[$1]! } }
    }
}
