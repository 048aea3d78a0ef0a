/// The steps of a recurrent network, one item of the batch after another.
struct RecurrentLoop: Sendable {
    private let operation: Recurrence
    private let (batch, steps, units, width): (Int, Int, Int, Int)
    /// The places of a state: 1 for a vector, all pixels of an image.
    private let places: Int
    /// For each place, the places whose state it reads, and the part of the kernel that it reads them with.
    private let reads: [[(place: Int, tap: Int)]]
    private let activation: RowFunction
    private let gate: RowFunction

    init(_ operation: Recurrence, inputs: [Int], kernel: [Int]) {
        self.operation = operation
        (batch, steps) = (inputs[0], inputs[1])
        (units, width) = (kernel[kernel.count - 2], kernel[kernel.count - 1])
        let space = Array(inputs[2..<(inputs.count - 1)])
        places = space.reduce(1, *)
        reads = Self.reads(space: space, taps: Array(kernel.dropLast(2)))
        switch operation.cell {
        case .simple(let function): (activation, gate) = (function.rowFunction, Activation.linear.rowFunction)
        case .lstm(let function, let gates), .gru(let function, let gates, _):
            (activation, gate) = (function.rowFunction, gates.rowFunction)
        }
    }

    /// A window with padding `same` around each place.
    private static func reads(space: [Int], taps: [Int]) -> [[(place: Int, tap: Int)]] {
        func positions(_ extents: [Int]) -> [[Int]] {
            extents.reduce([[]]) { prefixes, extent in prefixes.flatMap { prefix in (0..<extent).map { prefix + [$0] } } }
        }
        let offsets = positions(taps)
        return positions(space).map { position in
            offsets.enumerated().compactMap { tap, offset in
                var place = 0
                for axis in space.indices {
                    let index = position[axis] + offset[axis] - (taps[axis] - 1) / 2
                    guard (0..<space[axis]).contains(index) else { return nil }
                    place = place * space[axis] + index
                }
                return (place, tap)
            }
        }
    }

    /// - Parameter memory: the operands of `Recurrence` in their order, the result last.
    func run(_ memory: [UnsafeMutablePointer<Float>]) {
        var rest = memory[2...]
        let bias = operation.hasRecurrentBias ? rest.removeFirst() : nil
        let mask = operation.hasMask ? rest.removeFirst() : nil
        let result = rest.removeLast()
        let size = places * units
        let row = batch * size
        // States first, then the output, which masked steps tell from the state, then gates and one product.
        let scratch = UnsafeMutablePointer<Float>.allocate(capacity: 4 * size + places * width)
        defer { scratch.deallocate() }
        let output = scratch + 2 * size
        for item in 0..<batch {
            scratch.initialize(repeating: 0, count: 3 * size)
            for (index, state) in rest.enumerated() { (scratch + index * size).update(from: state + item * size, count: size) }
            for step in 0..<steps {
                let source = operation.order.readsBackwards ? steps - 1 - step : step
                let target = result + (operation.order.givesBackwards ? steps - 1 - step : step) * row + item * size
                if let mask, mask[item * steps + source] == 0 {
                    if operation.zeroesMasked { output.update(repeating: 0, count: size) }
                } else {
                    let x = memory[0] + (item * steps + source) * places * width
                    advance(x, memory[1], bias, states: scratch, product: scratch + 3 * size, gates: scratch + 4 * size)
                    output.update(from: scratch, count: size)
                }
                target.update(from: output, count: size)
            }
            let ends = result + steps * row + item * size
            ends.update(from: output, count: size)
            for index in 0..<operation.cell.states {
                (ends + (1 + index) * row).update(from: scratch + index * size, count: size)
            }
        }
    }

    /// One step that isn't masked.
    private func advance(
        _ x: UnsafeMutablePointer<Float>, _ kernel: UnsafeMutablePointer<Float>, _ bias: UnsafeMutablePointer<Float>?,
        states: UnsafeMutablePointer<Float>, product: UnsafeMutablePointer<Float>, gates: UnsafeMutablePointer<Float>
    ) {
        let columns = 0..<(operation.cell.independentGates * units)
        for place in 0..<places {
            let line = gates + place * width
            if let bias { line.update(from: bias, count: width) } else { line.update(repeating: 0, count: width) }
            multiply(states, kernel, place, columns, into: line)
        }
        switch operation.cell {
        case .simple: finishSimple(x, states, gates)
        case .lstm: finishLSTM(x, states, gates)
        case .gru(_, _, let resetsAfter):
            resetsAfter ? finishGRU(x, states, gates) : finishEarlyReset(x, kernel, states, product, gates)
        }
    }

    /// Adds the product of the states around a place with some columns of the kernel.
    private func multiply(
        _ state: UnsafeMutablePointer<Float>, _ kernel: UnsafeMutablePointer<Float>, _ place: Int, _ columns: Range<Int>,
        into line: UnsafeMutablePointer<Float>
    ) {
        for read in reads[place] {
            let (source, part) = (state + read.place * units, kernel + read.tap * units * width)
            for unit in 0..<units {
                let (factor, weights) = (source[unit], part + unit * width)
                for column in columns { line[column] += factor * weights[column] }
            }
        }
    }

    private func finishSimple(
        _ x: UnsafeMutablePointer<Float>, _ h: UnsafeMutablePointer<Float>, _ gates: UnsafeMutablePointer<Float>
    ) {
        for place in 0..<places {
            let line = gates + place * width
            for unit in 0..<units { line[unit] += x[place * width + unit] }
            activation(line, units)
            (h + place * units).update(from: line, count: units)
        }
    }

    private func finishLSTM(
        _ x: UnsafeMutablePointer<Float>, _ states: UnsafeMutablePointer<Float>, _ gates: UnsafeMutablePointer<Float>
    ) {
        for place in 0..<places {
            let (line, h) = (gates + place * width, states + place * units)
            let c = h + places * units
            for column in 0..<width { line[column] += x[place * width + column] }
            for index in [0, 1, 3] { gate(line + index * units, units) }
            activation(line + 2 * units, units)
            for unit in 0..<units {
                c[unit] = line[units + unit] * c[unit] + line[unit] * line[2 * units + unit]
                h[unit] = c[unit]
            }
            activation(h, units)
            for unit in 0..<units { h[unit] *= line[3 * units + unit] }
        }
    }

    private func finishGRU(
        _ x: UnsafeMutablePointer<Float>, _ states: UnsafeMutablePointer<Float>, _ gates: UnsafeMutablePointer<Float>
    ) {
        for place in 0..<places {
            let (line, x) = (gates + place * width, x + place * width)
            for column in 0..<(2 * units) { line[column] += x[column] }
            for index in 0...1 { gate(line + index * units, units) }
            for unit in 0..<units { line[2 * units + unit] = x[2 * units + unit] + line[units + unit] * line[2 * units + unit] }
            update(states + place * units, line)
        }
    }

    /// The candidate needs the reset state of all places it reads, so that the gates come first everywhere.
    private func finishEarlyReset(
        _ x: UnsafeMutablePointer<Float>, _ kernel: UnsafeMutablePointer<Float>, _ states: UnsafeMutablePointer<Float>,
        _ reset: UnsafeMutablePointer<Float>, _ gates: UnsafeMutablePointer<Float>
    ) {
        for place in 0..<places {
            let line = gates + place * width
            for column in 0..<width { line[column] += x[place * width + column] }
            for index in 0...1 { gate(line + index * units, units) }
            for unit in 0..<units { reset[place * units + unit] = states[place * units + unit] * line[units + unit] }
        }
        for place in 0..<places {
            let line = gates + place * width
            multiply(reset, kernel, place, (2 * units)..<width, into: line)
            update(states + place * units, line)
        }
    }

    /// `h = z · h + (1 − z) · activation(candidate)`.
    private func update(_ h: UnsafeMutablePointer<Float>, _ line: UnsafeMutablePointer<Float>) {
        activation(line + 2 * units, units)
        for unit in 0..<units { h[unit] = line[unit] * h[unit] + (1 - line[unit]) * line[2 * units + unit] }
    }
}
