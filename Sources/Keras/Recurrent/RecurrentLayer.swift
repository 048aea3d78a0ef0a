import NeuralNetwork

/// A recurrent layer: one cell, or several on top of each other, taken along the steps of `[batch, steps, inputs]`.
///
/// Inputs behind the first are the initial states. Gives `[batch, units]`, or `[batch, steps, units]` with `return_sequences`, and
/// behind it all states with `return_state`.
protocol RecurrentLayer: DirectedLayer {
    var cells: [RecurrentCellLayer] { get }
    var options: RecurrentOptions { get }
}

extension RecurrentLayer {
    var goesBackwards: Bool { options.goesBackwards }

    var stateCount: Int { cells.reduce(0) { $0 + $1.cell.states } }

    func weights(for inputs: [Shape]) throws -> [WeightSpecification] {
        var width = try check(inputs).known(2)
        return cells.flatMap { cell in
            defer { width = cell.units }
            return cell.weights(inputs: width)
        }
    }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] {
        let sequence = try check(inputs)
        let (batch, units) = (sequence[0], cells[cells.count - 1].units)
        let output: Shape =
            !options.returnsSequences
            ? [batch, units] : options.isTimeMajor ? [sequence[1], batch, units] : [batch, sequence[1], units]
        let states = cells.flatMap { cell in Array(repeating: [batch, cell.units], count: cell.cell.states) }
        return [output] + (options.returnsState ? states : [])
    }

    /// The shape of the sequence, batch first.
    private func check(_ inputs: [Shape]) throws -> Shape {
        guard inputs.count == 1 || inputs.count == 1 + stateCount else {
            throw ShapeMismatch(expected: "a sequence, and none or \(stateCount) initial states", found: "\(inputs.count) inputs")
        }
        try inputs[0].expectRank(
            3, options.isTimeMajor ? "a sequence (steps, batch, inputs)" : "a sequence (batch, steps, inputs)")
        return options.isTimeMajor ? [inputs[0][1], inputs[0][0], inputs[0][2]] : inputs[0]
    }

    func lower(
        masked inputs: [MaskedValue], weights: [Tensor], givesBackwards: Bool, into graph: inout Graph
    ) throws -> [MaskedValue] {
        var x = inputs[0]
        if options.isTimeMajor {
            x.value = try graph.transpose(x.value, permutation: [1, 0, 2])
            x.mask = try x.mask.map { try graph.transpose($0, permutation: [1, 0]) }
        }
        let unread = options.zeroesByUnreadMask ? x.mask : nil
        var (weights, initial) = (weights[...], inputs.dropFirst().map(\.value)[...])
        var (output, states): (Graph.Value?, [MaskedValue]) = (nil, [])
        for (index, cell) in cells.enumerated() {
            let isLast = index == cells.count - 1
            // Only the first cell reads the sequence backwards; those above read what it gives, and a masked step of theirs is
            // the same step.
            let order = RecurrenceOrder(
                readsBackwards: options.goesBackwards && index == 0, givesBackwards: givesBackwards && isLast)
            let given = Array(initial.prefix(cell.cell.states))
            let own = weights.prefix(cell.usesBias ? 3 : 2)
            (weights, initial) = (weights.dropFirst(own.count), initial.dropFirst(given.count))
            let result = try cell.lower(
                x, weights: Array(own), initialStates: given, zeroesMasked: options.zeroesMasked && isLast && unread == nil,
                order: order, into: &graph)
            if options.returnsState {
                for state in 0..<cell.cell.states { states.append(MaskedValue(try graph.state(state, of: result))) }
            }
            guard isLast else {
                x.value = try graph.sequence(of: result)
                if options.goesBackwards, index == 0 { x.mask = try x.mask.map { try graph.reversed($0) } }
                continue
            }
            output = options.returnsSequences ? try graph.sequence(of: result) : try graph.last(of: result)
        }
        guard var output else { preconditionFailure("a recurrent layer without cells was read") }
        if let unread { output = try graph.zeroed(output, by: unread, isReversed: givesBackwards) }
        if options.isTimeMajor, options.returnsSequences { output = try graph.transpose(output, permutation: [1, 0, 2]) }
        return [MaskedValue(output, mask: options.returnsSequences ? inputs[0].mask : nil)] + states
    }
}
