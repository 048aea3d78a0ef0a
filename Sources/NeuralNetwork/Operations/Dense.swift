/// A matrix product along the last axis.
package struct Dense: Fusable {
    package var hasBias: Bool
    package var followups: [Followup] = []

    package var name: String { "dense" }

    /// Inputs: a value of any rank, weights `[inputs, outputs]`, and, if there is one, bias `[outputs]`.
    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        guard inputs[1].count == 2, let outputs = inputs[1][1], let length = inputs[1][0] else {
            throw ShapeMismatch(expected: "weights [inputs, outputs]", found: inputs[1].text)
        }
        guard inputs[0].count >= 2, inputs[0].last == length else {
            throw ShapeMismatch(expected: "a last axis of \(length), as the weights have inputs", found: inputs[0].text)
        }
        if hasBias, inputs[2] != [outputs] {
            throw ShapeMismatch(expected: "a bias of shape [\(outputs)]", found: inputs[2].text)
        }
        return inputs[0].dropLast() + [outputs]
    }
}

extension Dense {
    package func arithmetic(of inputs: [[Int]], into result: [Int]) -> Int {
        2 * result.reduce(1, *) * inputs[1][0]
    }

    package func lower(into lowering: inout Lowering) throws {
        let node = lowering.node
        let (inputs, outputs) = (lowering.extents(node.inputs[1])[0], lowering.extents(node.inputs[1])[1])
        // All axes but the last are one.
        let rows = lowering.extents.dropLast().reduce(1, *)
        let (source, destination) = (try Layout(rowMajor: [rows, inputs]), try Layout(rowMajor: [rows, outputs]))
        let view = try Layout(dimensions: [outputs, inputs], strides: [1, outputs])
        let bias = hasBias ? try Layout(rowMajor: [outputs]) : nil
        let choice = try lowering.describe(followups) {
            try .innerProduct(
                source: source, weights: Layout(open: [outputs, inputs]), bias: bias, destination: destination, Attributes($0))
        }
        let plain = try lowering.rowMajor(node.inputs[0])
        var arguments: [(argument: Argument, operand: Operand)] = [
            (.source, Operand(buffer: plain.buffer, layout: source)),
            (.weights, try lowering.operand(node.inputs[1], viewedAs: view, as: choice.description.weights)),
        ]
        if hasBias { arguments.append((.bias, try lowering.rowMajor(node.inputs[2]))) }
        let result = lowering.destination(destination)
        try lowering.emit(choice.description, arguments + [(.destination, result)])
        let placed = Operand(buffer: result.buffer, layout: try Layout(rowMajor: lowering.extents))
        try lowering.place(placed, after: followups.dropFirst(choice.accepted))
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
        try add(Dense(hasBias: bias != nil), [x, constant(weights)] + (bias.map { [constant($0)] } ?? []))
    }
}
