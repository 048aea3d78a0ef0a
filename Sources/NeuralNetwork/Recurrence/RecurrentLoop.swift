/// The steps of a recurrent network, each with one product for all items of the batch.
struct RecurrentLoop: Sendable {
    private let operation: Recurrence
    private let extents: RecurrentSteps
    private let workspace: RecurrentWorkspace
    private let activation: RowFunction
    private let gate: RowFunction

    init(_ operation: Recurrence, inputs: [Int], kernel: [Int]) {
        self.operation = operation
        extents = RecurrentSteps(inputs: inputs, kernel: kernel)
        workspace = RecurrentWorkspace(extents, operation.cell)
        (activation, gate) = (operation.cell.activation.rowFunction, operation.cell.gate.rowFunction)
    }

    private var cell: RecurrentCell { operation.cell }

    /// What is left for the gradient.
    var workspaceCount: Int { workspace.count }

    /// The elements that a run needs beside its operands: the states, the output, which masked steps tell from the state, the reset state,
    /// a state times factors, what the rows read, and gates unless they are kept.
    var scratchCount: Int {
        (cell.states + 3) * extents.stateCount + extents.patchCount + (operation.leavesWorkspace ? 0 : extents.gateCount)
    }

    /// - Parameter memory: the operands of `Recurrence` in their order, scratch memory, the workspace if one is left, the result.
    func run(_ memory: [UnsafeMutablePointer<Float>]) throws {
        var rest = memory[2...]
        let bias = operation.hasRecurrentBias ? rest.removeFirst() : nil
        let mask = operation.hasMask ? rest.removeFirst() : nil
        let factors = operation.hasStateFactors ? rest.removeFirst() : nil
        let result = rest.removeLast()
        let kept = operation.leavesWorkspace ? rest.removeLast() : nil
        let scratch = rest.removeLast()
        let size = extents.stateCount
        let output = scratch + cell.states * size
        let patches = output + 3 * size
        scratch.update(repeating: 0, count: (cell.states + 1) * size)
        for (index, state) in rest.enumerated() { (scratch + index * size).update(from: state, count: size) }
        for step in 0..<extents.steps {
            let source = operation.order.readsBackwards ? extents.steps - 1 - step : step
            if let kept {
                for index in 0..<cell.states {
                    workspace.state(index, kept, step).update(from: scratch + index * size, count: size)
                }
            }
            let call = RecurrentStep(
                gates: kept.map { workspace.gates($0, step) } ?? patches + extents.patchCount,
                sums: kept.flatMap { workspace.sums($0, step) }, product: kept.flatMap { workspace.product($0, step) },
                states: scratch, reset: output + size, factors: factors, scaled: output + 2 * size, patches: patches,
                input: memory[0] + source * extents.places * extents.width,
                mask: mask.map { $0 + source })
            try advance(call, memory[1], bias)
            for item in 0..<extents.batch {
                let (start, count) = (item * extents.places * extents.units, extents.places * extents.units)
                if call.counts(item, extents) {
                    (output + start).update(from: scratch + start, count: count)
                } else if operation.zeroesMasked {
                    (output + start).update(repeating: 0, count: count)
                }
            }
            let place = operation.order.givesBackwards ? extents.steps - 1 - step : step
            (result + place * size).update(from: output, count: size)
        }
        let ends = result + extents.steps * size
        ends.update(from: output, count: size)
        (ends + size).update(from: scratch, count: cell.states * size)
    }

    private func advance(
        _ step: RecurrentStep, _ kernel: UnsafeMutablePointer<Float>, _ bias: UnsafeMutablePointer<Float>?
    ) throws {
        if let bias {
            for row in 0..<extents.rows { (step.gates + row * extents.width).update(from: bias, count: extents.width) }
        }
        let independent = cell.independentGates * extents.units
        // With factors of its own each gate has a product of its own.
        let columns = step.factors == nil ? independent : extents.units
        for start in stride(from: 0, to: independent, by: columns) {
            let state = extents.scaled(step.states, by: step.factors, gate: start / extents.units, in: step.scaled)
            try extents.multiply(
                extents.patches(of: state, in: step.patches), kernel, columns: start..<(start + columns), into: step.gates,
                adding: bias != nil)
        }
        switch cell {
        case .simple: step.forEachRow(extents, finishSimple)
        case .lstm: step.forEachRow(extents, finishLSTM)
        case .gru(_, _, true): step.forEachRow(extents, finishGRU)
        case .gru(_, _, false):
            step.reset.update(repeating: 0, count: extents.stateCount)
            step.forEachRow(extents, reset)
            let reset = extents.scaled(step.reset, by: step.factors, gate: 2, in: step.scaled)
            // The candidate needs the reset state of all places it reads, so that the gates come first everywhere.
            try extents.multiply(
                extents.patches(of: reset, in: step.patches), kernel, columns: independent..<extents.width, into: step.gates,
                adding: bias != nil)
            step.forEachRow(extents, finishEarlyReset)
        }
    }

    /// Applies a function to one gate; what it was applied to is kept where the gradient needs it.
    private func apply(_ function: RowFunction, to gate: Int, _ row: RecurrentRow) {
        let line = row.line + gate * extents.units
        if let sums = row.sums { (sums + gate * extents.units).update(from: line, count: extents.units) }
        function(line, extents.units)
    }

    private func add(_ row: RecurrentRow, _ columns: Range<Int>) {
        for column in columns { row.line[column] += row.input[column] }
    }

    private func finishSimple(_ row: RecurrentRow) {
        add(row, 0..<extents.units)
        apply(activation, to: 0, row)
        row.state.update(from: row.line, count: extents.units)
    }

    private func finishLSTM(_ row: RecurrentRow) {
        let (units, line, h) = (extents.units, row.line, row.state)
        let c = h + extents.stateCount
        add(row, 0..<extents.width)
        for index in [0, 1, 3] { apply(gate, to: index, row) }
        apply(activation, to: 2, row)
        for unit in 0..<units {
            c[unit] = line[units + unit] * c[unit] + line[unit] * line[2 * units + unit]
            h[unit] = c[unit]
        }
        activation(h, units)
        for unit in 0..<units { h[unit] *= line[3 * units + unit] }
    }

    private func finishGRU(_ row: RecurrentRow) {
        let (units, candidate) = (extents.units, row.line + 2 * extents.units)
        add(row, 0..<(2 * units))
        for index in 0...1 { apply(gate, to: index, row) }
        row.product?.update(from: candidate, count: units)
        for unit in 0..<units { candidate[unit] = row.input[2 * units + unit] + row.line[units + unit] * candidate[unit] }
        update(row)
    }

    private func reset(_ row: RecurrentRow) {
        let units = extents.units
        add(row, 0..<(2 * units))
        for index in 0...1 { apply(gate, to: index, row) }
        for unit in 0..<units { row.reset[unit] = row.state[unit] * row.line[units + unit] }
    }

    private func finishEarlyReset(_ row: RecurrentRow) {
        add(row, (2 * extents.units)..<extents.width)
        update(row)
    }

    /// `h = z · h + (1 − z) · activation(candidate)`.
    private func update(_ row: RecurrentRow) {
        let (units, h, line) = (extents.units, row.state, row.line)
        apply(activation, to: 2, row)
        for unit in 0..<units { h[unit] = line[unit] * h[unit] + (1 - line[unit]) * line[2 * units + unit] }
    }
}

/// Where one step of a recurrent network reads and writes.
struct RecurrentStep {
    let gates: UnsafeMutablePointer<Float>
    let sums: UnsafeMutablePointer<Float>?
    let product: UnsafeMutablePointer<Float>?
    let states: UnsafeMutablePointer<Float>
    let reset: UnsafeMutablePointer<Float>
    let factors: UnsafeMutablePointer<Float>?
    let scaled: UnsafeMutablePointer<Float>
    let patches: UnsafeMutablePointer<Float>
    /// Of the first item, at this step.
    let input: UnsafeMutablePointer<Float>
    let mask: UnsafeMutablePointer<Float>?

    /// Whether an item takes this step.
    func counts(_ item: Int, _ extents: RecurrentSteps) -> Bool { mask.map { $0[item * extents.steps] != 0 } ?? true }

    /// The rows of all items that take this step.
    func forEachRow(_ extents: RecurrentSteps, _ body: (RecurrentRow) -> Void) {
        for item in 0..<extents.batch where counts(item, extents) {
            for place in 0..<extents.places {
                let row = item * extents.places + place
                let (gate, state) = (row * extents.width, row * extents.units)
                body(
                    RecurrentRow(
                        input: input + (item * extents.steps * extents.places + place) * extents.width, line: gates + gate,
                        sums: sums.map { $0 + gate }, product: product.map { $0 + state }, state: states + state,
                        reset: reset + state))
            }
        }
    }
}

/// One row of a step.
struct RecurrentRow {
    let input: UnsafeMutablePointer<Float>
    /// All gates.
    let line: UnsafeMutablePointer<Float>
    let sums: UnsafeMutablePointer<Float>?
    let product: UnsafeMutablePointer<Float>?
    /// The first state; the second stands behind all of them.
    let state: UnsafeMutablePointer<Float>
    let reset: UnsafeMutablePointer<Float>
}
