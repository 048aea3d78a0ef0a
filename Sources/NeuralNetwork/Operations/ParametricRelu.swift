/// A leaky ReLU whose slopes are weights.
package struct ParametricRelu: Operation {
    package var name: String { "parametric relu" }

    /// Inputs: value, slopes that broadcast to one item of it.
    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        guard inputs[1].count < inputs[0].count, let joined = try? broadcast(inputs[0], inputs[1]), joined == inputs[0] else {
            throw ShapeMismatch(expected: "slopes that broadcast to an item of \(inputs[0].text)", found: inputs[1].text)
        }
        return inputs[0]
    }
}

extension ParametricRelu {
    package func lower(into lowering: inout Lowering) throws {
        let source = try lowering.operand(lowering.input)
        let slopes = lowering.extents(lowering.node.inputs[1])
        let view = try Layout(rowMajor: [Int](repeating: 1, count: lowering.extents.count - slopes.count) + slopes)
        let description = try PrimitiveDescription.parametricRelu(
            source: source.layout, slopes: source.layout.alike(dimensions: view.dimensions))
        let result = lowering.destination(over: source)
        try lowering.emit(
            description,
            [
                (.source, source),
                (.weights, try lowering.operand(lowering.node.inputs[1], viewedAs: view, as: description.weights)),
                (.destination, result),
            ])
        lowering.place(result)
    }
}

extension Graph {
    /// `x ≥ 0: x`, else `alpha · x`.
    ///
    /// - Parameter alpha: slopes of the shape of one item of `x`, 1 along axes that share them.
    public mutating func parametricRelu(_ x: Value, alpha: Tensor) throws(GraphError) -> Value {
        try add(ParametricRelu(), [x, constant(alpha)])
    }
}
