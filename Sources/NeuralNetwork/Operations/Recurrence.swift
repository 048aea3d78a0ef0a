/// A recurrent network over inputs that were already multiplied by its kernel; any cell, masks, and states that are images.
package struct Recurrence: Operation {
    package var cell: RecurrentCell
    package var order: RecurrenceOrder
    package var hasRecurrentBias: Bool
    package var hasMask: Bool
    /// Whether a masked step gives zeros instead of the output before it.
    package var zeroesMasked: Bool
    package var hasInitialStates: Bool
    /// Whether each gate's product is that of the state times factors of the gate's own (dropout of the state).
    package var hasStateFactors = false
    /// Whether what the gradient needs is left behind, as part 1.
    package var leavesWorkspace = false

    package init(
        cell: RecurrentCell, order: RecurrenceOrder, hasRecurrentBias: Bool, hasMask: Bool, zeroesMasked: Bool,
        hasInitialStates: Bool
    ) {
        (self.cell, self.order, self.hasRecurrentBias) = (cell, order, hasRecurrentBias)
        (self.hasMask, self.zeroesMasked, self.hasInitialStates) = (hasMask, zeroesMasked, hasInitialStates)
    }

    package var name: String { "recurrence" }

    /// Rows of the result behind those of the steps: the last output and the states.
    package var extraRows: Int { 1 + cell.states }

    /// Inputs: `[batch, steps, space…, gates · units]`, recurrent kernel `[taps…, units, gates · units]` with as many taps as there
    /// are axes of space, recurrent bias `[gates · units]`, mask `[batch, steps]`, factors `[gates, batch, space…, units]`, states
    /// `[batch, space…, units]`; what is absent is left out. The result is `[steps + extra rows, batch, space…, units]`.
    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        let (x, kernel) = (inputs[0], inputs[1])
        let space = x.count - 3
        guard space >= 0, space <= 3, kernel.count == space + 2, let units = kernel[space], let width = kernel[space + 1],
            width == units * cell.gates, x.last == width
        else {
            throw ShapeMismatch(
                expected:
                    "inputs [batch, steps, space…, \(cell.gates) · units] and a kernel [taps…, units, \(cell.gates) · units]",
                found: "\(x.text) and \(kernel.text)")
        }
        var rest = inputs[2...]
        if hasRecurrentBias, case let bias = rest.removeFirst(), bias != [width] {
            throw ShapeMismatch(expected: "a recurrent bias of shape [\(width)]", found: bias.text)
        }
        if hasMask, case let mask = rest.removeFirst(), mask.count != 2 || !Self.fits(mask[1], x[1]) {
            throw ShapeMismatch(expected: "a mask [batch, steps] for \(x.text)", found: mask.text)
        }
        let state = [x[0]] + x[2..<(x.count - 1)] + [units]
        if hasStateFactors, case let factors = rest.removeFirst(),
            factors.count != state.count + 1 || !zip(factors, [cell.gates] + state).allSatisfy(Self.fits)
        {
            throw ShapeMismatch(expected: "factors of shape \(([cell.gates] + state).text)", found: factors.text)
        }
        for given in rest where given.count != state.count || !zip(given, state).allSatisfy(Self.fits) {
            throw ShapeMismatch(expected: "states of shape \(state.text)", found: given.text)
        }
        guard rest.count == (hasInitialStates ? cell.states : 0) else {
            throw ShapeMismatch(expected: "\(cell.states) initial state(s)", found: "\(rest.count)")
        }
        return [x[1].map { $0 + extraRows }] + state
    }

    private static func fits(_ left: Int?, _ right: Int?) -> Bool { left == nil || right == nil || left == right }
}

/// In which order steps are taken, and given.
public struct RecurrenceOrder: Sendable, Hashable {
    /// The last step is read first.
    public var readsBackwards: Bool
    /// The output of the step that was read first is given last.
    public var givesBackwards: Bool

    public init(readsBackwards: Bool = false, givesBackwards: Bool = false) {
        (self.readsBackwards, self.givesBackwards) = (readsBackwards, givesBackwards)
    }
}

extension Recurrence {
    package func lower(into lowering: inout Lowering) throws {
        let x = lowering.extents(lowering.input)
        let kernel = lowering.extents(lowering.node.inputs[1])
        var operands = try lowering.node.inputs.map { try lowering.rowMajor($0) }
        let loop = RecurrentLoop(self, inputs: x, kernel: kernel)
        operands.append(lowering.destination(try Layout(rowMajor: [loop.scratchCount])))
        if leavesWorkspace {
            let workspace = lowering.destination(try Layout(rowMajor: [loop.workspaceCount]))
            lowering.place(workspace, asPart: 1)
            operands.append(workspace)
        }
        let result = lowering.destination(try Layout(rowMajor: lowering.extents))
        lowering.emit(Kernel(name: "framerill:recurrence") { try loop.run($0) }, operands + [result])
        lowering.place(result)
    }
}

/// What a recurrent network gave, for the graph to take from it what is needed.
public struct RecurrenceResult: Sendable, Hashable {
    let packed: Graph.Value
    let extraRows: Int
    let states: Int
}

extension Graph {
    /// A recurrent network over the steps of `x`, its states vectors.
    ///
    /// - Parameters:
    ///   - x: `[batch, steps, inputs]`.
    ///   - kernel: `[inputs, gates · units]`.
    ///   - recurrentKernel: `[units, gates · units]`.
    ///   - bias: `[gates · units]`, added to the input's product.
    ///   - recurrentBias: the same, added to the state's product.
    ///   - mask: `[batch, steps]`, 0 for a step that is skipped: states stay, and the output is the one before it or zeros.
    ///   - initialStates: none, or one `[batch, units]` for each state of the cell.
    public mutating func recurrence(
        _ x: Value, _ cell: RecurrentCell, kernel: Tensor, recurrentKernel: Tensor, bias: Tensor? = nil,
        recurrentBias: Tensor? = nil, mask: Value? = nil, zeroesMasked: Bool = false, initialStates: [Value] = [],
        order: RecurrenceOrder = RecurrenceOrder()
    ) throws(GraphError) -> RecurrenceResult {
        let weights = [kernel, recurrentKernel, bias, recurrentBias]
        // oneDNN's cells leave nothing to a gradient.
        if mask == nil, !weights.contains(where: { $0?.notes?.variable != nil }),
            let result = try recurrentCells(
                x, cell, kernel: kernel, recurrentKernel: recurrentKernel, bias: bias, recurrentBias: recurrentBias,
                initialStates: initialStates, order: order)
        {
            return result
        }
        return try recurrence(
            projected: dense(x, weights: kernel, bias: bias), cell, kernel: recurrentKernel, recurrentBias: recurrentBias,
            mask: mask, zeroesMasked: zeroesMasked, initialStates: initialStates, order: order)
    }

    /// A recurrent network over `x`, already multiplied by the kernel, with states that are vectors or images.
    ///
    /// - Parameters:
    ///   - x: `[batch, steps, gates · units]`, or `[batch, steps, rows, columns, gates · units]` (or any one to three axes of space).
    ///   - kernel: `[units, gates · units]`, or `[taps…, units, gates · units]`: a convolution with padding `same`.
    ///   - recurrentBias: added to the state's product, `[gates · units]`.
    ///   - mask: `[batch, steps]`, 0 for a step that is skipped: states stay, and the output is the one before it or zeros.
    ///   - initialStates: none, or one for each state of the cell.
    public mutating func recurrence(
        projected x: Value, _ cell: RecurrentCell, kernel: Tensor, recurrentBias: Tensor? = nil, mask: Value? = nil,
        zeroesMasked: Bool = false, initialStates: [Value] = [], order: RecurrenceOrder = RecurrenceOrder()
    ) throws(GraphError) -> RecurrenceResult {
        try recurrence(
            projected: x, cell, kernel: constant(kernel), recurrentBias: recurrentBias.map { constant($0) }, mask: mask,
            zeroesMasked: zeroesMasked, initialStates: initialStates, order: order)
    }

    /// The same with weights that the graph computes.
    ///
    /// - Parameter stateFactors: what the state is multiplied by for the product of each gate, `[gates, batch, …, units]`.
    package mutating func recurrence(
        projected x: Value, _ cell: RecurrentCell, kernel: Value, recurrentBias: Value?, mask: Value?, zeroesMasked: Bool,
        stateFactors: Value? = nil, initialStates: [Value], order: RecurrenceOrder
    ) throws(GraphError) -> RecurrenceResult {
        var operation = Recurrence(
            cell: cell, order: order, hasRecurrentBias: recurrentBias != nil, hasMask: mask != nil, zeroesMasked: zeroesMasked,
            hasInitialStates: !initialStates.isEmpty)
        operation.hasStateFactors = stateFactors != nil
        let given = [recurrentBias, mask, stateFactors].compactMap { $0 }
        let packed = try add(operation, [x, kernel] + given + initialStates)
        return RecurrenceResult(packed: packed, extraRows: operation.extraRows, states: cell.states)
    }
}
