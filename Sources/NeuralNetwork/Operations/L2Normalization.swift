/// Vectors along an axis brought to the length 1.
package struct L2Normalization: Operation {
    package var axis: Int
    package var epsilon: Float

    package var name: String { "l2 normalization" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        _ = try resolvedAxis(axis, rank: inputs[0].count)
        return inputs[0]
    }
}

extension Graph {
    /// `x / sqrt(max(Σ x², epsilon))` along `axis` (`tf.math.l2_normalize`).
    public mutating func l2Normalization(_ x: Value, axis: Int = -1, epsilon: Float = 1e-12) throws(GraphError) -> Value {
        try add(L2Normalization(axis: axis, epsilon: epsilon), [x])
    }
}
