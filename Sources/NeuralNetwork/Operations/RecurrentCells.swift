/// A recurrent network with the cells that oneDNN has: no masks, states that are vectors, Keras' default functions.
package struct RecurrentCells: Operation {
    package var cell: RecurrentCell
    /// Whether the last step is read first; outputs stand where their inputs do.
    package var readsBackwards: Bool
    package var hasInitialStates: Bool

    package var name: String { "recurrence" }

    /// As those of `Recurrence`, so that the same parts can be taken from the result.
    package var extraRows: Int { 1 + cell.states }

    /// Inputs: `[batch, steps, inputs]`, kernel `[inputs, gates · units]`, recurrent kernel `[units, gates · units]`, bias
    /// `[gates · units]`, with one gate more where the reset comes after the product, and states `[batch, units]`.
    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        let (x, kernel, recurrent) = (inputs[0], inputs[1], inputs[2])
        guard x.count == 3, kernel.count == 2, recurrent.count == 2, let units = recurrent[0], x[2] == kernel[0],
            kernel[1] == units * cell.gates, recurrent[1] == kernel[1]
        else {
            throw ShapeMismatch(
                expected: "[batch, steps, inputs] and kernels [inputs and units, \(cell.gates) · units]",
                found: inputs.prefix(3).map(\.text).joined(separator: ", "))
        }
        guard inputs[3] == [units * biasGates] else {
            throw ShapeMismatch(expected: "a bias of shape [\(units * biasGates)]", found: inputs[3].text)
        }
        for state in inputs.dropFirst(4) where state.count != 2 || state[1] != units {
            throw ShapeMismatch(expected: "states [batch, \(units)]", found: state.text)
        }
        return [x[1].map { $0 + extraRows }, x[0], units]
    }

    package var biasGates: Int { if case .gru(_, _, true) = cell { 4 } else { cell.gates } }

    /// oneDNN's cell, `nil` where it has none.
    static func primitive(_ cell: RecurrentCell) -> RecurrentPrimitive? {
        switch cell {
        case .simple(.tanh): .tanh
        case .simple(.relu(maximum: nil, negativeSlope: 0, threshold: 0)): .relu
        case .lstm(.tanh, gate: .sigmoid): .lstm
        case .gru(.tanh, gate: .sigmoid, let resetsAfter): resetsAfter ? .linearBeforeResetGRU : .gru
        default: nil
        }
    }
}

extension RecurrentCells {
    package func lower(into lowering: inout Lowering) throws {
        guard let kind = Self.primitive(cell) else { preconditionFailure("oneDNN has no cell \(cell)") }
        let values = lowering.node.inputs
        let (x, recurrent) = (lowering.extents(values[0]), lowering.extents(values[2]))
        let (batch, steps, width, units) = (x[0], x[1], x[2], recurrent[0])
        func dense(_ extents: [Int]) throws -> Layout {
            let strides = extents.indices.map { extents[($0 + 1)...].reduce(1, *) }
            return try Layout(dimensions: extents, strides: strides)
        }
        let (kernelView, recurrentView) = (
            try dense([1, 1, width, cell.gates, units]), try dense([1, 1, units, cell.gates, units])
        )
        var layouts = RecurrentLayouts(
            source: try dense([steps, batch, width]), weights: try Layout(open: kernelView.dimensions),
            recurrentWeights: try Layout(open: recurrentView.dimensions), bias: try dense([1, 1, biasGates, units]),
            destination: try dense([steps, batch, units]), state: try dense([1, 1, batch, units]),
            hasInitialStates: hasInitialStates)
        let end: RecurrenceEnd = readsBackwards ? .last : .first
        let description = try PrimitiveDescription.recurrence(kind, from: end, layouts)
        (layouts.weights, layouts.recurrentWeights) = (description.weights, description.weights(1))

        let source = lowering.destination(layouts.source)
        let plain = try lowering.rowMajor(values[0])
        let steppedView = try Layout(dimensions: [steps, batch, width], strides: [width, steps * width, 1])
        try lowering.copy(Operand(buffer: plain.buffer, layout: steppedView), into: source)
        let whole = lowering.destination(try Layout(rowMajor: lowering.extents))
        let row = batch * units * 4
        func part(_ layout: Layout, row index: Int) -> Operand {
            let part = lowering.destination(layout)
            lowering.embed(part, in: whole, at: index * row)
            return part
        }
        let (outputs, last, state) = (
            part(layouts.destination, row: 0), part(layouts.state, row: steps), part(layouts.state, row: steps + 1)
        )
        var arguments: [(argument: Argument, operand: Operand)] = [
            (.source, source),
            (.weights, try lowering.operand(values[1], viewedAs: kernelView, as: layouts.weights)),
            (.recurrentWeights, try lowering.operand(values[2], viewedAs: recurrentView, as: layouts.recurrentWeights)),
            (.bias, Operand(buffer: try lowering.rowMajor(values[3]).buffer, layout: layouts.bias)),
            (.destination, outputs), (.finalState, state),
        ]
        if cell.states > 1 { arguments.append((.finalCell, part(layouts.state, row: steps + 2))) }
        for (argument, value) in zip([Argument.secondSource, .initialCell], values.dropFirst(4)) {
            arguments.append((argument, Operand(buffer: try lowering.rowMajor(value).buffer, layout: layouts.state)))
        }
        try lowering.emit(description, arguments)
        try lowering.copy(state, into: last)
        lowering.place(whole)
    }
}

extension Graph {
    /// The recurrence by a primitive of oneDNN, `nil` where it has none.
    mutating func recurrentCells(
        _ x: Value, _ cell: RecurrentCell, kernel: Tensor, recurrentKernel: Tensor, bias: Tensor?, recurrentBias: Tensor?,
        initialStates: [Value], order: RecurrenceOrder
    ) throws(GraphError) -> RecurrenceResult? {
        guard RecurrentCells.primitive(cell) != nil, order.readsBackwards == order.givesBackwards, kernel.shape.count == 2 else {
            return nil
        }
        let operation = RecurrentCells(
            cell: cell, readsBackwards: order.readsBackwards, hasInitialStates: !initialStates.isEmpty)
        let width = kernel.shape[1]
        let units = width / cell.gates
        let (own, other) = (bias?.values ?? Array(repeating: 0, count: width), recurrentBias?.values)
        var joined = zip(own, other ?? Array(repeating: 0, count: width)).map { $0 + $1 }
        if operation.biasGates > cell.gates {
            // The candidate's two biases stay apart, for the reset is between them.
            joined[(2 * units)...] = own[(2 * units)...]
            joined += other?[(2 * units)...] ?? Array(repeating: 0, count: units)[...]
        } else if case .gru = cell, other != nil {
            return nil
        }
        let weights = [constant(kernel), constant(recurrentKernel), constant(Tensor(shape: [joined.count], values: joined))]
        let packed = try add(operation, [x] + weights + initialStates)
        return RecurrenceResult(packed: packed, extraRows: operation.extraRows, states: cell.states)
    }
}
