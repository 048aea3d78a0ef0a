/// A function of each element.
package struct ElementwiseActivation: Operation {
    package var function: Activation

    package var name: String { "activation" }

    package func shape(of inputs: [Shape]) -> Shape { inputs[0] }
}

extension ElementwiseActivation {
    package func lower(into lowering: inout Lowering) throws {
        let source = try lowering.operand(lowering.input)
        let result = lowering.destination(over: source)
        lowering.place(try lowering.apply(function, to: source, into: result))
    }
}

extension Graph {
    /// Applies `function` to `x`; the shape stays.
    public mutating func activation(_ x: Value, _ function: Activation) throws(GraphError) -> Value {
        switch function {
        case .linear: x
        case .softmax(let axis): try add(Softmax(axis: axis, isLogarithmic: false), [x])
        case .logSoftmax(let axis): try add(Softmax(axis: axis, isLogarithmic: true), [x])
        case .sparsemax(let axis): try add(Sparsemax(axis: axis), [x])
        default: try add(ElementwiseActivation(function: function), [x])
        }
    }

    /// `x · factor + offset`.
    public mutating func scale(_ x: Value, by factor: Float, offset: Float = 0) throws(GraphError) -> Value {
        try add(ElementwiseActivation(function: .affine(factor: factor, offset: offset)), [x])
    }
}
