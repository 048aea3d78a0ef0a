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

extension Graph {
    /// Axis `i` of the result is axis `permutation[i]` of `x`; the batch is axis 0.
    public mutating func transpose(_ x: Value, permutation: [Int]) throws(GraphError) -> Value {
        try add(Transposition(permutation: permutation), [x])
    }
}
