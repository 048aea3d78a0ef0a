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

extension L2Normalization {
    package func lower(into lowering: inout Lowering) throws {
        let epsilon = epsilon
        try lowering.emitLines("framerill:l2", along: axis, inPlace: true) { line in
            let offsets = stride(from: 0, to: line.length * line.step, by: line.step)
            let sum = offsets.reduce(Float(0)) { $0 + line.source[$1] * line.source[$1] }
            let factor = 1 / max(sum, epsilon).squareRoot()
            for offset in offsets { line.target[offset] = line.source[offset] * factor }
        }
    }
}

extension Graph {
    /// `x / sqrt(max(Σ x², epsilon))` along `axis` (`tf.math.l2_normalize`).
    public mutating func l2Normalization(_ x: Value, axis: Int = -1, epsilon: Float = 1e-12) throws(GraphError) -> Value {
        try add(L2Normalization(axis: axis, epsilon: epsilon), [x])
    }
}
