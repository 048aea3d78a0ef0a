import NeuralNetwork

extension Graph {
    /// The steps of `[batch, steps, …]` in the opposite order.
    mutating func reversed(_ x: Value) throws(GraphError) -> Value {
        let rest = Array(repeating: AxisSelection.all, count: shape(of: x).count - 2)
        return try selection(x, [.all, .range(start: nil, stop: nil, step: -1)] + rest)
    }

    /// `outputs`, `[batch, steps, …]`, with zeros at the places where `mask`, `[batch, steps]`, or its reverse is 0.
    mutating func zeroed(_ outputs: Value, by mask: Value, isReversed: Bool) throws -> Value {
        let mask = isReversed ? try reversed(mask) : mask
        let zero = constant(Tensor(shape: [], values: [0]))
        return try choice(raised(mask, toRankOf: outputs), outputs, zero)
    }
}
