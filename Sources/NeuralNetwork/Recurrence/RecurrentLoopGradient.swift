/// Back-propagation through the steps of a recurrent network.
struct RecurrentLoopGradient: Sendable {
    private let operation: Recurrence
    private let wanted: RecurrenceGradient.Wanted
    private let extents: RecurrentSteps
    private let workspace: RecurrentWorkspace
    private let function: RowFunction
    private let activation: RowGradient
    private let gate: RowGradient

    init(_ operation: Recurrence, _ wanted: RecurrenceGradient.Wanted, inputs: [Int], kernel: [Int]) {
        (self.operation, self.wanted) = (operation, wanted)
        extents = RecurrentSteps(inputs: inputs, kernel: kernel)
        workspace = RecurrentWorkspace(extents, operation.cell)
        function = operation.cell.activation.rowFunction
        (activation, gate) = (operation.cell.activation.rowGradient, operation.cell.gate.rowGradient)
    }

    private var cell: RecurrentCell { operation.cell }
    private var resetsEarly: Bool { if case .gru(_, _, false) = cell { true } else { false } }
    /// Whether the gradient of the kernel is one product over all steps: where nothing else would have to be kept for it.
    private var joinsSteps: Bool { extents.taps == 1 && !operation.hasStateFactors }

    /// The states' gradients, that of the output, what the reset made, two windows' worth, and the gates' gradients: of all steps where
    /// one product is made of them.
    var scratchCount: Int {
        (cell.states + 1) * extents.stateCount + 2 * extents.patchCount + (joinsSteps ? extents.steps : 1) * extents.gateCount
            + (resetsEarly ? (joinsSteps ? extents.steps + 1 : 2) * extents.stateCount : 0)
            + (operation.hasStateFactors ? 2 * extents.stateCount : 0) + 3 * extents.units
    }

    /// - Parameter memory: the operands of `RecurrenceGradient`, scratch memory, the gradients that are wanted of kernel, bias and states,
    ///   and that of the inputs.
    func run(_ memory: [UnsafeMutablePointer<Float>]) throws {
        var rest = memory[3...]
        let mask = operation.hasMask ? rest.removeFirst() : nil
        let factors = operation.hasStateFactors ? rest.removeFirst() : nil
        let inputs = rest.removeLast()
        var free = rest.removeFirst()
        func take(_ count: Int) -> UnsafeMutablePointer<Float> {
            defer { free += count }
            return free
        }
        let kernel = wanted.kernel ? rest.removeFirst() : nil
        let bias = wanted.bias ? rest.removeFirst() : nil
        let size = extents.stateCount
        let states = take(cell.states * size)
        let output = take(size)
        let (patches, windows) = (take(extents.patchCount), take(extents.patchCount))
        let gates = take((joinsSteps ? extents.steps : 1) * extents.gateCount)
        let early = resetsEarly ? (reset: take((joinsSteps ? extents.steps : 1) * size), gradient: take(size)) : nil
        let scaled = factors.map { RecurrentStepGradient.Scaled(factors: $0, state: take(size), gradient: take(size)) }
        let spare = take(3 * extents.units)

        let ends = memory[0] + extents.steps * size
        output.update(from: ends, count: size)
        states.update(from: ends + size, count: cell.states * size)
        kernel?.update(repeating: 0, count: extents.taps * extents.units * extents.width)
        bias?.update(repeating: 0, count: extents.width)
        for step in (0..<extents.steps).reversed() {
            let source = operation.order.readsBackwards ? extents.steps - 1 - step : step
            let place = operation.order.givesBackwards ? extents.steps - 1 - step : step
            let given = memory[0] + place * size
            for index in 0..<size { output[index] += given[index] }
            let offset = joinsSteps ? step : 0
            let call = RecurrentStepGradient(
                values: workspace.gates(memory[1], step), sums: workspace.sums(memory[1], step),
                product: workspace.product(memory[1], step), before: workspace.state(0, memory[1], step),
                cellBefore: cell.states > 1 ? workspace.state(1, memory[1], step) : nil, states: states, output: output,
                gates: gates + offset * extents.gateCount, reset: early.map { $0.reset + offset * size },
                resetGradient: early?.gradient, inputs: inputs + source * extents.places * extents.width,
                mask: mask.map { $0 + source }, scaled: scaled, spare: spare)
            try goBack(call, memory[2], windows)
            if let bias { addBias(call.gates, to: bias) }
            if let kernel, !joinsSteps {
                for columns in parts(0..<independent) { try addKernel(call, call.before, columns, patches, to: kernel) }
                guard let reset = call.reset else { continue }
                try addKernel(call, reset, independent..<extents.width, patches, to: kernel)
            }
        }
        if let kernel, joinsSteps {
            let rows = extents.steps * extents.rows
            try addKernel(workspace.state(0, memory[1], 0), gates, columns: 0..<independent, rows: rows, to: kernel)
            if let early { try addKernel(early.reset, gates, columns: independent..<extents.width, rows: rows, to: kernel) }
        }
        if wanted.states {
            for index in 0..<cell.states { rest.removeFirst().update(from: states + index * size, count: size) }
        }
    }

    private var independent: Int { cell.independentGates * extents.units }

    /// Columns that are multiplied by one state: with factors of its own each gate has another.
    private func parts(_ columns: Range<Int>) -> [Range<Int>] {
        guard operation.hasStateFactors else { return [columns] }
        return stride(from: columns.lowerBound, to: columns.upperBound, by: extents.units).map { $0..<($0 + extents.units) }
    }

    /// Adds one step's part of the kernel's gradient.
    private func addKernel(
        _ step: RecurrentStepGradient, _ state: UnsafeMutablePointer<Float>, _ columns: Range<Int>,
        _ patches: UnsafeMutablePointer<Float>, to kernel: UnsafeMutablePointer<Float>
    ) throws {
        let read = step.scaled.map {
            extents.scaled(state, by: $0.factors, gate: columns.lowerBound / extents.units, in: $0.state)
        }
        try addKernel(
            extents.patches(of: read ?? state, in: patches), step.gates, columns: columns, rows: extents.rows, to: kernel)
    }

    /// Adds the product of what rows read with the gradients of some columns of their gates.
    private func addKernel(
        _ read: UnsafeMutablePointer<Float>, _ gates: UnsafeMutablePointer<Float>, columns: Range<Int>, rows: Int,
        to kernel: UnsafeMutablePointer<Float>
    ) throws {
        let depth = extents.taps * extents.units
        try FlatProduct(rows: depth, columns: columns.count, depth: rows).run(
            FlatMatrix(start: read, stride: depth, isTransposed: true),
            FlatMatrix(start: gates + columns.lowerBound, stride: extents.width),
            into: FlatMatrix(start: kernel + columns.lowerBound, stride: extents.width), adding: true)
    }

    private func addBias(_ gates: UnsafeMutablePointer<Float>, to bias: UnsafeMutablePointer<Float>) {
        for row in 0..<extents.rows {
            let line = gates + row * extents.width
            for column in 0..<extents.width { bias[column] += line[column] }
        }
    }

    /// From the gradients behind a step to those before it.
    private func goBack(
        _ step: RecurrentStepGradient, _ kernel: UnsafeMutablePointer<Float>, _ windows: UnsafeMutablePointer<Float>
    ) throws {
        for item in 0..<extents.batch {
            let (start, count) = (item * extents.places * extents.units, extents.places * extents.units)
            let output = step.output + start
            if step.counts(item, extents) {
                for index in 0..<count { step.states[start + index] += output[index] }
                output.update(repeating: 0, count: count)
            } else {
                if operation.zeroesMasked { output.update(repeating: 0, count: count) }
                step.clear(item, extents)
            }
        }
        switch cell {
        case .simple: step.forEachRow(extents, simple)
        case .lstm: step.forEachRow(extents, lstm)
        case .gru(_, _, true): step.forEachRow(extents, gru)
        case .gru(_, _, false):
            step.forEachRow(extents, candidate)
            guard let gradient = step.resetGradient else { preconditionFailure("no memory for the reset state's gradient") }
            gradient.update(repeating: 0, count: extents.stateCount)
            try addProduct(step, kernel, columns: independent..<extents.width, windows, to: gradient)
            step.forEachRow(extents, reset)
        }
        try addProduct(step, kernel, columns: 0..<independent, windows, to: step.states)
    }

    /// Adds what the gradients of some columns of the gates mean for the state that was multiplied.
    private func addProduct(
        _ step: RecurrentStepGradient, _ kernel: UnsafeMutablePointer<Float>, columns: Range<Int>,
        _ windows: UnsafeMutablePointer<Float>, to state: UnsafeMutablePointer<Float>
    ) throws {
        guard let scaled = step.scaled else {
            return try addProduct(step.gates, kernel, columns: columns, windows, to: state)
        }
        for part in parts(columns) {
            scaled.gradient.update(repeating: 0, count: extents.stateCount)
            try addProduct(step.gates, kernel, columns: part, windows, to: scaled.gradient)
            let factors = scaled.factors + part.lowerBound / extents.units * extents.stateCount
            for index in 0..<extents.stateCount { state[index] += factors[index] * scaled.gradient[index] }
        }
    }

    private func addProduct(
        _ gates: UnsafeMutablePointer<Float>, _ kernel: UnsafeMutablePointer<Float>, columns: Range<Int>,
        _ windows: UnsafeMutablePointer<Float>, to state: UnsafeMutablePointer<Float>
    ) throws {
        let depth = extents.taps * extents.units
        let target = extents.taps == 1 ? state : windows
        try FlatProduct(rows: extents.rows, columns: depth, depth: columns.count).run(
            FlatMatrix(start: gates + columns.lowerBound, stride: extents.width),
            FlatMatrix(start: kernel + columns.lowerBound, stride: extents.width, isTransposed: true),
            into: FlatMatrix(start: target, stride: depth), adding: extents.taps == 1)
        if extents.taps > 1 { extents.scatter(windows, addingTo: state) }
    }

    /// The gradient of the function of one gate, whose result's gradient lies in its place.
    private func differentiate(_ function: RowGradient, of gate: Int, _ row: RecurrentRowGradient) {
        let offset = gate * extents.units
        let values = row.values + offset
        function(row.line + offset, values, row.sums.map { $0 + offset } ?? values, extents.units)
    }

    private func simple(_ row: RecurrentRowGradient) {
        row.line.update(from: row.state, count: extents.units)
        differentiate(activation, of: 0, row)
        row.input.update(from: row.line, count: extents.units)
        row.state.update(repeating: 0, count: extents.units)
    }

    private func lstm(_ row: RecurrentRowGradient) {
        let (units, y, line, h) = (extents.units, row.values, row.line, row.state)
        let (c, before) = (h + extents.stateCount, row.cellBefore)
        let (sums, outputs, back) = (row.spare, row.spare + units, row.spare + 2 * units)
        for unit in 0..<units {
            sums[unit] = y[units + unit] * before[unit] + y[unit] * y[2 * units + unit]
            back[unit] = h[unit] * y[3 * units + unit]
        }
        outputs.update(from: sums, count: units)
        function(outputs, units)
        activation(back, outputs, sums, units)
        for unit in 0..<units {
            line[3 * units + unit] = h[unit] * outputs[unit]
            c[unit] += back[unit]
            line[unit] = c[unit] * y[2 * units + unit]
            line[units + unit] = c[unit] * before[unit]
            line[2 * units + unit] = c[unit] * y[unit]
            c[unit] *= y[units + unit]
            h[unit] = 0
        }
        for index in [0, 1, 3] { differentiate(gate, of: index, row) }
        differentiate(activation, of: 2, row)
        row.input.update(from: line, count: extents.width)
    }

    private func gru(_ row: RecurrentRowGradient) {
        let (units, line) = (extents.units, row.line)
        let (r, candidate) = (row.values + units, line + 2 * units)
        update(row)
        guard let product = row.product else { preconditionFailure("the product before the reset wasn't kept") }
        (row.input + 2 * units).update(from: candidate, count: units)
        for unit in 0..<units {
            line[units + unit] = candidate[unit] * product[unit]
            candidate[unit] *= r[unit]
        }
        for index in 0...1 { differentiate(gate, of: index, row) }
        row.input.update(from: line, count: 2 * units)
    }

    private func candidate(_ row: RecurrentRowGradient) {
        let units = extents.units
        update(row)
        (row.input + 2 * units).update(from: row.line + 2 * units, count: units)
        for unit in 0..<units { row.reset[unit] = row.values[units + unit] * row.before[unit] }
    }

    private func reset(_ row: RecurrentRowGradient) {
        let units = extents.units
        for unit in 0..<units {
            row.line[units + unit] = row.resetGradient[unit] * row.before[unit]
            row.state[unit] += row.resetGradient[unit] * row.values[units + unit]
        }
        for index in 0...1 { differentiate(gate, of: index, row) }
        row.input.update(from: row.line, count: 2 * units)
    }

    /// Of `h = z · h + (1 − z) · activation(candidate)`.
    private func update(_ row: RecurrentRowGradient) {
        let (units, y, line, h) = (extents.units, row.values, row.line, row.state)
        for unit in 0..<units {
            line[unit] = h[unit] * (row.before[unit] - y[2 * units + unit])
            line[2 * units + unit] = h[unit] * (1 - y[unit])
            h[unit] *= y[unit]
        }
        differentiate(activation, of: 2, row)
    }
}
