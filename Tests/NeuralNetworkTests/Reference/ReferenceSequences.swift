import NeuralNetwork

/// The operations of sequences, volumes and sums over named indices.
extension ReferenceEvaluation {
    /// `nil` for an operation of another kind.
    static func sequenceOperation(_ operation: any Operation, _ x: [Array64]) -> Array64? {
        switch operation {
        case let recurrence as Recurrence: return recur(recurrence, x)
        case let cells as RecurrentCells: return recur(cells, x)
        case let part as RecurrencePart: return take(part, x[0])
        case is StepFolding:
            var result = x[0]
            let (outer, rest) = (x.last!.shape.prefix(2), x[0].shape.dropFirst(x.count > 1 ? 1 : 2))
            result.shape = (x.count > 1 ? Array(outer) : [outer.reduce(1, *)]) + rest
            return result
        case is RowLookup:
            return Array64(shape: x[0].shape + [x[1].shape[1]]) { p in x[1][[Int(x[0][p.dropLast()]), p.last!]] }
        case let mask as StepMask:
            guard mask.joinsLastAxis else { return map(x[0]) { $0 != Double(mask.number) ? 1 : 0 } }
            return Array64(shape: x[0].shape.dropLast()) { p in
                (0..<x[0].shape.last!).contains { x[0][p + [$0]] != Double(mask.number) } ? 1 : 0
            }
        case let einsum as Einsum: return sum(einsum, x)
        case let standardization as Standardization: return standardize(standardization, x[0])
        case let local as LocalConvolution: return convolveLocally(local, x)
        case let convolution as VolumeConvolution: return convolveVolume(convolution, x)
        case let transposed as TransposedVolumeConvolution: return convolveVolumeTransposed(transposed, x)
        case let pooling as VolumePooling: return poolVolume(pooling, x[0])
        default: return nil
        }
    }

    private static func recur(_ operation: Recurrence, _ x: [Array64]) -> Array64 {
        let (input, kernel) = (x[0], x[1])
        let (batch, steps, space) = (input.shape[0], input.shape[1], Array(input.shape[2..<(input.shape.count - 1)]))
        let (units, taps) = (kernel.shape[kernel.shape.count - 2], Array(kernel.shape.dropLast(2)))
        var rest = x.dropFirst(2)
        let bias = operation.hasRecurrentBias ? rest.removeFirst() : nil
        let mask = operation.hasMask ? rest.removeFirst() : nil
        let factors = operation.hasStateFactors ? rest.removeFirst() : nil
        let stateShape = [batch] + space + [units]
        var states = Array(rest)
        while states.count < operation.cell.states { states.append(Array64(shape: stateShape)) }
        var output = Array64(shape: stateShape)
        var result = Array64(shape: [steps + operation.extraRows] + stateShape)
        let offsets = Array64(shape: taps).positions

        /// Gate `gate` of the product of the states with the recurrent kernel, at a position.
        func product(_ h: Array64, _ p: [Int], _ gate: Int) -> Double {
            var sum = bias?[[gate * units + p.last!]] ?? 0
            for tap in offsets {
                let place = space.indices.map { p[$0 + 1] + tap[$0] - (taps[$0] - 1) / 2 }
                guard zip(place, space).allSatisfy({ (0..<$1).contains($0) }) else { continue }
                for unit in 0..<units {
                    let q = [p[0]] + place + [unit]
                    sum += h[q] * (factors?[[gate] + q] ?? 1) * kernel[tap + [unit, gate * units + p.last!]]
                }
            }
            return sum
        }
        for step in 0..<steps {
            let source = operation.order.readsBackwards ? steps - 1 - step : step
            let before = states
            func gate(_ p: [Int], _ index: Int) -> Double {
                input[[p[0], source] + p[1..<(p.count - 1)] + [index * units + p.last!]]
            }
            func counts(_ p: [Int]) -> Bool { mask.map { $0[[p[0], source]] != 0 } ?? true }
            let h = before[0]
            let resetState = Array64(shape: stateShape) { p in
                guard case .gru(_, let function, false) = operation.cell else { return 0 }
                return h[p] * referenceActivation(function, gate(p, 1) + product(h, p, 1))
            }
            for p in h.positions where counts(p) {
                switch operation.cell {
                case .simple(let function): states[0][p] = referenceActivation(function, gate(p, 0) + product(h, p, 0))
                case .lstm(let function, let gates):
                    let g = (0..<4).map { referenceActivation($0 == 2 ? function : gates, gate(p, $0) + product(h, p, $0)) }
                    states[1][p] = g[1] * before[1][p] + g[0] * g[2]
                    states[0][p] = g[3] * referenceActivation(function, states[1][p])
                case .gru(let function, let gates, let resetsAfter):
                    let z = referenceActivation(gates, gate(p, 0) + product(h, p, 0))
                    let r = referenceActivation(gates, gate(p, 1) + product(h, p, 1))
                    let candidate = gate(p, 2) + (resetsAfter ? r * product(h, p, 2) : product(resetState, p, 2))
                    states[0][p] = z * h[p] + (1 - z) * referenceActivation(function, candidate)
                }
            }
            for p in output.positions {
                if counts(p) { output[p] = states[0][p] } else if operation.zeroesMasked { output[p] = 0 }
                result[[operation.order.givesBackwards ? steps - 1 - step : step] + p] = output[p]
            }
        }
        for p in output.positions {
            result[[steps] + p] = output[p]
            for (index, state) in states.enumerated() { result[[steps + 1 + index] + p] = state[p] }
        }
        return result
    }

    /// As the general recurrence over inputs that are multiplied here. Beside the reset after the product all biases are one.
    private static func recur(_ operation: RecurrentCells, _ x: [Array64]) -> Array64 {
        let width = x[1].shape[1]
        let units = width / operation.cell.gates
        var recurrentBias = Array64(shape: [width])
        if operation.biasGates > operation.cell.gates {
            for unit in 0..<units { recurrentBias[[2 * units + unit]] = x[3][[3 * units + unit]] }
        }
        let projected = Array64(shape: x[0].shape.dropLast() + [width]) { p in
            (0..<x[0].shape[2]).reduce(x[3][[p[2]]]) { $0 + x[0][[p[0], p[1], $1]] * x[1][[$1, p[2]]] }
        }
        let general = Recurrence(
            cell: operation.cell,
            order: RecurrenceOrder(readsBackwards: operation.readsBackwards, givesBackwards: operation.readsBackwards),
            hasRecurrentBias: true, hasMask: false, zeroesMasked: false, hasInitialStates: operation.hasInitialStates)
        return recur(general, [projected, x[2], recurrentBias] + x[4...])
    }

    private static func take(_ part: RecurrencePart, _ x: Array64) -> Array64 {
        let steps = x.shape[0] - part.extraRows
        switch part.kind {
        case .row(let row): return Array64(shape: Array(x.shape.dropFirst())) { x[[steps + row] + $0] }
        case .sequence:
            return Array64(shape: [x.shape[1], steps] + x.shape[2...]) { p in x[[p[1], p[0]] + p[2...]] }
        }
    }

    private static func sum(_ einsum: Einsum, _ x: [Array64]) -> Array64 {
        var extents: [Character: Int] = [:]
        for (labels, operand) in zip([einsum.left, einsum.right], x) {
            for (label, extent) in zip(labels, operand.shape) { extents[label] = extent }
        }
        let summed = Array(Set(einsum.left + einsum.right).subtracting(einsum.result)).sorted()
        let terms = Array64(shape: summed.map { extents[$0]! }).positions
        return Array64(shape: einsum.result.map { extents[$0]! }) { p in
            terms.reduce(0) { total, term in
                let indices = Dictionary(uniqueKeysWithValues: zip(einsum.result + summed, p + term))
                return total + x[0][einsum.left.map { indices[$0]! }] * x[1][einsum.right.map { indices[$0]! }]
            }
        }
    }

    private static func standardize(_ operation: Standardization, _ x: Array64) -> Array64 {
        let axes = Set(operation.axes.map { $0 < 0 ? $0 + x.shape.count : $0 })
        let grouped = operation.groups.map { (axis: $0.axis < 0 ? $0.axis + x.shape.count : $0.axis, count: $0.count) }
        func key(_ p: [Int]) -> [Int] {
            p.indices.map { axis in
                if let grouped, axis == grouped.axis { return p[axis] / (x.shape[axis] / grouped.count) }
                return axes.contains(axis) ? 0 : p[axis]
            }
        }
        var members: [[Int]: [Double]] = [:]
        for p in x.positions { members[key(p), default: []].append(x[p]) }
        return Array64(shape: x.shape) { p in
            let values = members[key(p)]!
            let mean = values.reduce(0, +) / Double(values.count)
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
            let squares = values.reduce(0) { $0 + $1 * $1 }
            let epsilon = Double(operation.epsilon)
            switch operation.measure {
            case .standard: return (x[p] - mean) / (variance + epsilon).squareRoot()
            case .deviation: return x[p] / (variance + epsilon).squareRoot()
            case .rootMeanSquare: return x[p] / (squares / Double(values.count) + epsilon).squareRoot()
            case .length: return x[p] / max(squares, epsilon).squareRoot()
            }
        }
    }
}
