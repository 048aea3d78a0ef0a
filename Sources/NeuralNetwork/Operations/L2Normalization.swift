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
        let extents = lowering.extents
        let axis = try resolvedAxis(axis, rank: extents.count)
        let (length, inner) = (extents[axis], extents[(axis + 1)...].reduce(1, *))
        let (outer, epsilon) = (extents[..<axis].reduce(1, *), epsilon)
        let source = try lowering.rowMajor(lowering.input)
        let result = lowering.destination(over: source)
        let kernel = Kernel(name: "framerill:l2") { memory in
            for item in 0..<outer {
                for column in 0..<inner {
                    let start = item * length * inner + column
                    var sum: Float = 0
                    for index in 0..<length { sum += memory[0][start + index * inner] * memory[0][start + index * inner] }
                    let factor = 1 / max(sum, epsilon).squareRoot()
                    for index in 0..<length { memory[1][start + index * inner] = memory[0][start + index * inner] * factor }
                }
            }
        }
        lowering.emit(kernel, [source, result])
        lowering.place(result)
    }
}

extension Graph {
    /// `x / sqrt(max(Σ x², epsilon))` along `axis` (`tf.math.l2_normalize`).
    public mutating func l2Normalization(_ x: Value, axis: Int = -1, epsilon: Float = 1e-12) throws(GraphError) -> Value {
        try add(L2Normalization(axis: axis, epsilon: epsilon), [x])
    }
}
