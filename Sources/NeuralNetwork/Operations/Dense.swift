/// A matrix product along the last axis.
package struct Dense: Operation {
    package var name: String { "dense" }

    /// Inputs: a value of any rank, weights `[inputs, outputs]`, and, if there is one, bias `[outputs]`.
    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        guard inputs[1].count == 2, let outputs = inputs[1][1], let length = inputs[1][0] else {
            throw ShapeMismatch(expected: "weights [inputs, outputs]", found: inputs[1].text)
        }
        guard inputs[0].count >= 2, inputs[0].last == length else {
            throw ShapeMismatch(expected: "a last axis of \(length), as the weights have inputs", found: inputs[0].text)
        }
        if inputs.count > 2, inputs[2] != [outputs] {
            throw ShapeMismatch(expected: "a bias of shape [\(outputs)]", found: inputs[2].text)
        }
        return inputs[0].dropLast() + [outputs]
    }
}

extension Graph {
    /// `y[…, o] = bias[o] + Σ x[…, i] · weights[i, o]`.
    ///
    /// - Parameters:
    ///   - x: `[batch, …, inputs]`.
    ///   - weights: `[inputs, outputs]`.
    ///   - bias: `[outputs]`.
    public mutating func dense(_ x: Value, weights: Tensor, bias: Tensor? = nil) throws(GraphError) -> Value {
        try add(Dense(), [x, constant(weights)] + (bias.map { [constant($0)] } ?? []))
    }
}
