/// Axes in another order.
package struct Transposition: Operation {
    package var permutation: [Int]

    package var name: String { "transpose" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        guard permutation.sorted() == Array(inputs[0].indices) else {
            throw ShapeMismatch(expected: "an order of the axes 0 to \(inputs[0].count - 1)", found: "\(permutation)")
        }
        return permutation.map { inputs[0][$0] }
    }
}

extension Transposition {
    /// Nothing is moved: the same memory is seen with its axes in another order, until an operation wants it otherwise. A
    /// transpose that undoes another thus costs nothing.
    package func lower(into lowering: inout Lowering) throws {
        let source = try lowering.operand(lowering.input)
        let rank = permutation.count
        var order = [Int](repeating: 0, count: rank)
        for (axis, origin) in permutation.enumerated() {
            order[Layout.engineAxis(axis, rank: rank)] = Layout.engineAxis(origin, rank: rank)
        }
        lowering.place(Operand(buffer: source.buffer, layout: try source.layout.permuted(order)))
    }
}

extension Graph {
    /// Axis `i` of the result is axis `permutation[i]` of `x`; the batch is axis 0.
    public mutating func transpose(_ x: Value, permutation: [Int]) throws(GraphError) -> Value {
        try add(Transposition(permutation: permutation), [x])
    }
}
