import NeuralNetwork
import Testing

@Suite struct `Gradients of recurrences` {
    static let cells: [RecurrentCell] = [
        .simple(.tanh), .simple(.relu()), .simple(.elu()), .lstm(.tanh, gate: .sigmoid), .lstm(.softsign, gate: .hardSigmoid),
        .lstm(.gelu(), gate: .tanh), .gru(.tanh, gate: .sigmoid, resetsAfter: true),
        .gru(.tanh, gate: .sigmoid, resetsAfter: false), .gru(.elu(), gate: .hardSigmoidRelu6, resetsAfter: true),
        .gru(.silu, gate: .softsign, resetsAfter: false),
    ]

    struct Case: Sendable, CustomStringConvertible {
        var order = RecurrenceOrder()
        var hasMask = false
        var zeroesMasked = false
        var hasStates = false
        var hasBias = true

        var description: String { "\(order), mask \(hasMask), zeroed \(zeroesMasked), states \(hasStates), bias \(hasBias)" }
    }

    @Test(
        arguments: cells,
        [
            Case(), Case(order: RecurrenceOrder(readsBackwards: true), hasMask: true, hasBias: false),
            Case(order: RecurrenceOrder(givesBackwards: true), hasMask: true, zeroesMasked: true, hasStates: true),
            Case(order: RecurrenceOrder(readsBackwards: true, givesBackwards: true), hasStates: true, hasBias: false),
        ])
    func `A recurrence's gradients are its differences`(_ cell: RecurrentCell, _ given: Case) throws {
        var generator = SeededGenerator(seed: 31)
        let (batch, steps, units) = (2, 4, 2)
        let width = units * cell.gates
        func weight(_ name: String, _ shape: [Int]) -> Variable { Variable(name: name, generator.gridTensor(shape)) }
        let (kernel, recurrent) = (weight("kernel", [3, width]), weight("recurrent kernel", [units, width]))
        let (bias, other) = (weight("bias", [width]), weight("recurrent bias", [width]))
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [batch, steps, 3])
        let states = try (0..<(given.hasStates ? cell.states : 0)).map { try graph.input(name: "\($0)", shape: [batch, units]) }
        let mask = given.hasMask ? graph.constant(Tensor(shape: [batch, steps], values: [0, 1, 0, 1, 1, 1, 0, 0])) : nil
        let result = try graph.recurrence(
            x, cell, kernel: kernel.tensor, recurrentKernel: recurrent.tensor, bias: given.hasBias ? bias.tensor : nil,
            recurrentBias: given.hasBias ? other.tensor : nil, mask: mask, zeroesMasked: given.zeroesMasked,
            initialStates: states, order: given.order)
        let ends = try [graph.last(of: result)] + (0..<cell.states).map { try graph.state($0, of: result) }
        let rows = try ends.map { try graph.insertAxes($0, at: [1]) }
        let y = try graph.concatenate([graph.sequence(of: result)] + rows, axis: 1)
        let points = [generator.gridTensor([batch, steps, 3])] + states.map { _ in generator.gridTensor([batch, units]) }
        try expectCentralDifferences(
            graph, of: y, at: points, variables: [kernel, recurrent] + (given.hasBias ? [bias, other] : []), "\(cell) \(given)")
    }

    @Test(arguments: cells)
    func `States that are lines, images and volumes have gradients through their windows`(_ cell: RecurrentCell) throws {
        for (space, taps) in [([3], [3]), ([2, 3], [2, 3]), ([2, 1, 2], [3, 2, 1]), ([2], [1])] {
            var generator = SeededGenerator(seed: 32)
            let width = cell.gates
            let kernel = Variable(name: "kernel", generator.gridTensor(taps + [1, width]))
            let bias = Variable(name: "bias", generator.gridTensor([width]))
            var graph = Graph()
            let shape = [2, 3] + space + [width]
            let x = try graph.input(name: "x", shape: shape.map { $0 })
            let mask = graph.constant(Tensor(shape: [2, 3], values: [0, 1, 1, 1, 0, 1]))
            let result = try graph.recurrence(
                projected: x, cell, kernel: kernel.tensor, recurrentBias: bias.tensor, mask: mask)
            let y = try graph.sequence(of: result)
            try expectCentralDifferences(
                graph, of: y, at: [generator.gridTensor(shape)], variables: [kernel, bias], "\(cell) \(space)")
        }
    }

    @Test(arguments: cells)
    func `A state may be multiplied by factors of each gate's own`(_ cell: RecurrentCell) throws {
        for (space, taps) in [([Int](), [Int]()), ([3], [2])] {
            var generator = SeededGenerator(seed: 35)
            let width = 2 * cell.gates
            let kernel = Variable(name: "kernel", generator.gridTensor(taps + [2, width]))
            var graph = Graph()
            let shape = [2, 3] + space + [width]
            let x = try graph.input(name: "x", shape: shape.map { $0 })
            let state = try graph.input(name: "state", shape: [2] + space.map { $0 } + [2])
            let initial = Array(repeating: state, count: cell.states)
            let factors = graph.constant(generator.gridTensor([cell.gates, 2] + space + [2], in: 0...2))
            let mask = graph.constant(Tensor(shape: [2, 3], values: [0, 1, 1, 1, 0, 1]))
            let result = try graph.recurrence(
                projected: x, cell, kernel: graph.value(of: kernel), recurrentBias: nil, mask: mask, zeroesMasked: false,
                stateFactors: factors, initialStates: initial, order: RecurrenceOrder())
            let y = try graph.sequence(of: result)
            let points = [generator.gridTensor(shape), generator.gridTensor([2] + space + [2])]
            try expectCentralDifferences(graph, of: y, at: points, variables: [kernel], "\(cell) \(space)")
            try graph.output(y, name: "y")
            try expectReference(graph, points)
        }
    }

    @Test(arguments: cells)
    func `Gradients reach inputs and states through weights that stay`(_ cell: RecurrentCell) throws {
        for order in [RecurrenceOrder(), RecurrenceOrder(readsBackwards: true, givesBackwards: true)] {
            var generator = SeededGenerator(seed: 33)
            let width = 2 * cell.gates
            var graph = Graph()
            let x = try graph.input(name: "x", shape: [2, 4, 3])
            let states = try (0..<cell.states).map { try graph.input(name: "\($0)", shape: [2, 2]) }
            let result = try graph.recurrence(
                x, cell, kernel: generator.gridTensor([3, width]), recurrentKernel: generator.gridTensor([2, width]),
                bias: generator.gridTensor([width]), recurrentBias: generator.gridTensor([width]), initialStates: states,
                order: order)
            let y = try graph.sequence(of: result)
            let points = [generator.gridTensor([2, 4, 3])] + states.map { _ in generator.gridTensor([2, 2]) }
            try expectCentralDifferences(graph, of: y, at: points, "\(cell) \(order)")
        }
    }

    @Test func `Gates may be softmaxes over the units`() throws {
        var generator = SeededGenerator(seed: 34)
        for function in [Activation.softmax(), .logSoftmax(), .sparsemax()] {
            let cell = RecurrentCell.simple(function)
            let kernel = Variable(name: "kernel", generator.gridTensor([3, 3]))
            var graph = Graph()
            let x = try graph.input(name: "x", shape: [2, 1, 3])
            let result = try graph.recurrence(projected: x, cell, kernel: kernel.tensor)
            var other = Graph()
            let z = try other.input(name: "x", shape: [2, 1, 3])
            let y = try other.activation(z, function)
            // One step from zeros is the function alone.
            let point = generator.gridTensor([2, 1, 3])
            func gradient(_ graph: inout Graph, _ x: Graph.Value, _ y: Graph.Value) throws -> Tensor {
                let product = try graph.multiply([y, graph.constant(Tensor(shape: [2, 1, 3], values: [3, 1, -1, 2, 0.5, 1]))])
                let loss = try graph.reduction(product, .sum, axes: [0, 1, 2], keepDimensions: true)
                try graph.output(graph.gradients(of: loss, withRespectTo: [x])[0], name: "gradient")
                return try Plan(graph, inputShapes: [[2, 1, 3]]).run([point])[0]
            }
            let (found, expected) = (try gradient(&graph, x, graph.sequence(of: result)), try gradient(&other, z, y))
            #expect(zip(found.values, expected.values).allSatisfy { abs($0 - $1) < 1e-5 }, "\(function)")
        }
    }
}
