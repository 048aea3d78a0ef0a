/// The steps of sequences as items of a batch, so that an operation on items works on each step; or back.
package struct StepFolding: Operation {
    package enum Direction: Sendable, Hashable { case fold, unfold }

    package var direction: Direction

    package var name: String { direction == .fold ? "steps to items" : "items to steps" }

    /// Inputs: `[batch, steps, …]`; or `[batch · steps, …]` and a value whose first two extents are batch and steps.
    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        switch direction {
        case .fold:
            guard inputs[0].count >= 2 else { throw ShapeMismatch(expected: "[batch, steps, …]", found: inputs[0].text) }
            return [Shape(inputs[0].prefix(2)).elementCount] + inputs[0].dropFirst(2)
        case .unfold:
            let outer = Shape(inputs[1].prefix(2))
            if let items = inputs[0][0], let count = outer.elementCount, items != count {
                throw ShapeMismatch(expected: "\(count) items, as \(inputs[1].text) has steps", found: inputs[0].text)
            }
            return outer + inputs[0].dropFirst()
        }
    }
}

extension StepFolding {
    package func lower(into lowering: inout Lowering) throws {
        lowering.place(try lowering.rowMajor(lowering.input).relabelled(lowering.extents))
    }
}

extension Graph {
    /// `[batch, steps, …]` as `[batch · steps, …]`.
    public mutating func foldSteps(_ x: Value) throws(GraphError) -> Value { try add(StepFolding(direction: .fold), [x]) }

    /// `[batch · steps, …]` as `[batch, steps, …]`, with the batch and the steps of `other`.
    public mutating func unfoldSteps(_ x: Value, like other: Value) throws(GraphError) -> Value {
        try add(StepFolding(direction: .unfold), [x, other])
    }
}
