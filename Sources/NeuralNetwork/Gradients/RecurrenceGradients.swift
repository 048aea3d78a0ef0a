/// The gradient of a recurrent network with respect to its inputs; those with respect to the kernel, the recurrent bias and the states,
/// as far as they are wanted, are its parts from 1 on, in that order.
package struct RecurrenceGradient: Operation {
    package struct Wanted: Sendable, Hashable {
        package var kernel: Bool
        package var bias: Bool
        package var states: Bool
    }

    package var recurrence: Recurrence
    /// The extents of what the recurrence was given.
    package var inputs: [Int]
    package var kernel: [Int]
    package var wanted: Wanted

    package var name: String { "recurrence gradient" }

    /// Inputs: the gradient of the result, what the recurrence left as its part 1, the recurrent kernel, and the mask and the
    /// states' factors where there are any.
    package func shape(of inputs: [Shape]) -> Shape { self.inputs }

    package func arithmetic(of inputs: [[Int]], into result: [Int]) -> Int {
        (wanted.kernel ? 4 : 2) * result.reduce(1, *) * kernel.dropLast().reduce(1, *)
    }

    /// The extents of the parts.
    var parts: [[Int]] {
        let state = [inputs[0]] + inputs[2..<(inputs.count - 1)] + [kernel[kernel.count - 2]]
        return (wanted.kernel ? [kernel] : []) + (wanted.bias ? [[inputs[inputs.count - 1]]] : [])
            + (wanted.states ? Array(repeating: state, count: recurrence.cell.states) : [])
    }

    package func lower(into lowering: inout Lowering) throws {
        let loop = RecurrentLoopGradient(recurrence, wanted, inputs: inputs, kernel: kernel)
        var operands = try lowering.node.inputs.map { try lowering.rowMajor($0) }
        operands.append(lowering.destination(try Layout(rowMajor: [loop.scratchCount])))
        for (index, part) in parts.enumerated() {
            let place = lowering.destination(try Layout(rowMajor: part))
            lowering.place(place, asPart: index + 1)
            operands.append(place)
        }
        let result = lowering.destination(try Layout(rowMajor: inputs))
        lowering.emit(Kernel(name: "framerill:recurrence") { try loop.run($0) }, operands + [result])
        lowering.place(result)
    }
}

extension Recurrence: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        var leaving = self
        leaving.leavesWorkspace = true
        graph.replaceOperation(of: call.result, by: leaving)
        let (inputs, kernel) = (graph.extents(of: call.inputs[0]), graph.extents(of: call.inputs[1]))
        let count = RecurrentLoop(leaving, inputs: inputs, kernel: kernel).workspaceCount
        let workspace = try graph.part(1, of: call.result, shape: [count])
        let fixed = 2 + (hasRecurrentBias ? 1 : 0)
        let states = fixed + (hasMask ? 1 : 0) + (hasStateFactors ? 1 : 0)
        let operation = RecurrenceGradient(
            recurrence: leaving, inputs: inputs, kernel: kernel,
            wanted: .init(
                kernel: call.isWanted[1], bias: hasRecurrentBias && call.isWanted[2],
                states: call.isWanted[states...].contains(true)))
        let result = try graph.add(operation, [call.gradient, workspace, call.inputs[1]] + call.inputs[fixed..<states])
        var parts = try operation.parts.enumerated().map { try graph.part($0 + 1, of: result, shape: $1) }[...]
        var gradients: [Graph.Value?] = [result, operation.wanted.kernel ? parts.removeFirst() : nil]
        if hasRecurrentBias { gradients.append(operation.wanted.bias ? parts.removeFirst() : nil) }
        // Masks and factors are drawn, not computed from what is trained.
        for _ in fixed..<states { gradients.append(nil) }
        return gradients + call.inputs[states...].map { _ in operation.wanted.states ? parts.removeFirst() : nil }
    }
}

extension RecurrencePart: Differentiable {
    /// What was taken, among zeros.
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let whole = graph.extents(of: call.inputs[0])
        var amounts = [BorderAmount](repeating: .init(), count: whole.count)
        switch kind {
        case .sequence:
            amounts[0].after = extraRows
            let order = [1, 0] + whole.indices.dropFirst(2)
            return [try graph.pad(graph.transpose(call.gradient, permutation: order), amounts: amounts)]
        case .row(let index):
            amounts[0] = BorderAmount(before: whole[0] - extraRows + index, after: extraRows - 1 - index)
            return [try graph.pad(graph.reshape(call.gradient, toWhole: [1] + whole.dropFirst()), amounts: amounts)]
        }
    }
}

extension RecurrentCells: Differentiable {
    /// oneDNN's cells leave nothing behind: the way is gone once more by the general loop, which does.
    ///
    /// Their weights are constants, for networks that are trained have that loop anyway.
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let (x, kernel, recurrent, bias) = (call.inputs[0], call.inputs[1], call.inputs[2], call.inputs[3])
        let units = graph.extents(of: recurrent)[0]
        let width = units * cell.gates
        let hasRecurrentBias = biasGates > cell.gates
        func part(before: Int, after: Int) throws -> Graph.Value {
            try graph.crop(bias, amounts: [BorderAmount(before: before, after: after)])
        }
        let own = hasRecurrentBias ? try part(before: 0, after: units) : bias
        let other =
            hasRecurrentBias
            ? try graph.pad(part(before: width, after: 0), amounts: [BorderAmount(before: width - units, after: 0)]) : nil
        let projection = Dense(hasBias: true)
        let projected = try graph.add(projection, [x, kernel, own])
        let states = Array(call.inputs[4...])
        let order = RecurrenceOrder(readsBackwards: readsBackwards, givesBackwards: readsBackwards)
        let result = try graph.recurrence(
            projected: projected, cell, kernel: recurrent, recurrentBias: other, mask: nil, zeroesMasked: false,
            initialStates: states, order: order)
        let loop = Recurrence(
            cell: cell, order: order, hasRecurrentBias: hasRecurrentBias, hasMask: false, zeroesMasked: false,
            hasInitialStates: hasInitialStates)
        let given = [projected, recurrent] + (other.map { [$0] } ?? []) + states
        let back = try loop.gradients(
            of: DifferentiatedCall(
                result: result.packed, inputs: given, gradient: call.gradient,
                isWanted: given.map { states.contains($0) }), in: &graph)
        guard let gradient = back[0] else { preconditionFailure("a recurrence without a gradient of its inputs") }
        let inputs = try projection.gradients(
            of: DifferentiatedCall(
                result: projected, inputs: [x, kernel, own], gradient: gradient, isWanted: [call.isWanted[0], false, false]),
            in: &graph)
        return [inputs[0], nil, nil, nil] + back.suffix(states.count)
    }
}
