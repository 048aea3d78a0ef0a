/// The outputs of all steps, the last one, or a state, out of the result of a recurrent network.
package struct RecurrencePart: Operation {
    package enum Kind: Sendable, Hashable {
        case sequence
        /// A row behind those of the steps.
        case row(Int)
    }

    package var kind: Kind
    /// How many rows of the whole stand behind those of the steps.
    package var extraRows: Int

    package var name: String { kind == .sequence ? "outputs of all steps" : "output of the last step" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        guard inputs[0].count >= 3 else {
            throw ShapeMismatch(expected: "the result of a recurrence", found: inputs[0].text)
        }
        switch kind {
        case .sequence: return [inputs[0][1], inputs[0][0].map { $0 - extraRows }] + inputs[0][2...]
        case .row: return Shape(inputs[0].dropFirst())
        }
    }
}

extension RecurrencePart {
    /// Nothing is moved: the part is a run of the whole's memory.
    package func lower(into lowering: inout Lowering) throws {
        let whole = try lowering.rowMajor(lowering.input)
        let extents = lowering.extents(lowering.input)
        let row = extents.dropFirst().reduce(1, *)
        let part: Operand
        switch kind {
        case .row(let index):
            part = lowering.destination(try Layout(rowMajor: lowering.extents))
            lowering.embed(part, in: whole, at: (extents[0] - extraRows + index) * row * 4)
        case .sequence:
            let item = row / extents[1]
            var strides = [item, row]
            for axis in extents.indices.dropFirst(2) { strides.append(extents[(axis + 1)...].reduce(1, *)) }
            part = lowering.destination(
                try Layout(dimensions: Layout.engineOrder(lowering.extents), strides: Layout.engineOrder(strides)))
            lowering.embed(part, in: whole, at: 0)
        }
        lowering.place(part)
    }
}

extension Graph {
    /// The outputs of all steps, `[batch, steps, …, units]`.
    public mutating func sequence(of result: RecurrenceResult) throws(GraphError) -> Value {
        try add(RecurrencePart(kind: .sequence, extraRows: result.extraRows), [result.packed])
    }

    /// The output of the step taken last, `[batch, …, units]`.
    public mutating func last(of result: RecurrenceResult) throws(GraphError) -> Value {
        try add(RecurrencePart(kind: .row(0), extraRows: result.extraRows), [result.packed])
    }

    /// A state after the last step, `[batch, …, units]`.
    public mutating func state(_ index: Int, of result: RecurrenceResult) throws(GraphError) -> Value {
        try add(
            RecurrencePart(kind: .row(result.extraRows - result.states + index), extraRows: result.extraRows), [result.packed])
    }
}
