import NeuralNetwork
import Testing

@Suite("operations on sequences, volumes and named indices agree with loops in double precision")
struct SequenceTests {
    static let cells: [RecurrentCell] = [
        .simple(.tanh), .simple(.relu()), .lstm(.tanh, gate: .sigmoid), .lstm(.softsign, gate: .hardSigmoid),
        .gru(.tanh, gate: .sigmoid, resetsAfter: true), .gru(.tanh, gate: .sigmoid, resetsAfter: false),
        .gru(.elu(), gate: .hardSigmoidRelu6, resetsAfter: true),
    ]

    static let orders: [RecurrenceOrder] = [
        RecurrenceOrder(), RecurrenceOrder(readsBackwards: true), RecurrenceOrder(readsBackwards: true, givesBackwards: true),
        RecurrenceOrder(givesBackwards: true),
    ]

    @Test("a recurrent network gives its outputs, the last one and its states", arguments: cells, orders)
    func recurrence(cell: RecurrentCell, order: RecurrenceOrder) throws {
        for (hasMask, hasStates, hasBias) in [
            (false, false, true), (true, false, false), (true, true, true), (false, true, false),
        ] {
            for zeroesMasked in hasMask ? [false, true] : [false] {
                var random = SeededGenerator(seed: 31)
                var graph = Graph()
                let x = try graph.input(name: "x", shape: [nil, nil, 3])
                var inputs = [random.tensor([2, 6, 3])]
                var mask: Graph.Value?
                if hasMask {
                    mask = try graph.input(name: "mask", shape: [nil, nil])
                    inputs.append(Tensor(shape: [2, 6], values: [0, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 1]))
                }
                var states: [Graph.Value] = []
                for index in 0..<(hasStates ? cell.states : 0) {
                    states.append(try graph.input(name: "state \(index)", shape: [nil, 4]))
                    inputs.append(random.tensor([2, 4]))
                }
                let width = 4 * cell.gates
                let result = try graph.recurrence(
                    x, cell, kernel: random.tensor([3, width]), recurrentKernel: random.tensor([4, width]),
                    bias: random.tensor([width]), recurrentBias: hasBias ? random.tensor([width]) : nil, mask: mask,
                    zeroesMasked: zeroesMasked, initialStates: states, order: order)
                let sequence = try graph.sequence(of: result)
                try graph.output(graph.activation(sequence, .relu()), name: "sequence")
                try graph.output(graph.last(of: result), name: "last")
                for index in 0..<cell.states { try graph.output(graph.state(index, of: result), name: "\(index)") }
                #expect(graph.shape(of: sequence) == [nil, nil, 4])
                try expectReference(graph, inputs, "mask \(hasMask), states \(hasStates), zeros \(zeroesMasked)")
            }
        }
    }

    @Test("a recurrent network whose states are lines, images and volumes", arguments: cells)
    func convolutionalRecurrence(cell: RecurrentCell) throws {
        for (space, taps) in [([5], [3]), ([3, 4], [2, 3]), ([2, 3, 2], [3, 2, 1])] {
            var random = SeededGenerator(seed: 32)
            var graph = Graph()
            let width = 2 * cell.gates
            let x = try graph.input(name: "x", shape: [nil, nil] + space.map { $0 } + [width])
            let result = try graph.recurrence(projected: x, cell, kernel: random.tensor(taps + [2, width], in: -0.5...0.5))
            try graph.output(graph.sequence(of: result), name: "sequence")
            try graph.output(graph.state(cell.states - 1, of: result), name: "state")
            try expectReference(graph, [random.tensor([2, 3] + space + [width])], "\(space)")
        }
    }

    @Test("the rows of a table; an index outside it ends the run with the operation's name")
    func rows() throws {
        var random = SeededGenerator(seed: 33)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, nil])
        graph.origin = "words"
        try graph.output(graph.rows(x, of: random.tensor([4, 3])), name: "y")
        try expectReference(graph, [Tensor(shape: [2, 3], values: [0, 3, 1, 2, 2, 0])])
        let plan = try Plan(graph, inputShapes: [[1, 2]])
        for wrong: Float in [4, -1, .nan] {
            #expect(
                throws: GraphError.mismatch(
                    site: "words (row lookup)", expected: "indices from 0 to 3", found: "\(wrong)")
            ) { try plan.run([Tensor(shape: [1, 2], values: [1, wrong])]) }
        }
    }

    @Test("masks of elements and of vectors, and steps folded into the batch and back")
    func masks() throws {
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, nil, 2])
        try graph.output(graph.mask(ofElements: x, otherThan: 1), name: "elements")
        try graph.output(graph.mask(ofVectors: x, otherThan: 1), name: "vectors")
        let folded = try graph.foldSteps(x)
        #expect(graph.shape(of: folded) == [nil, 2])
        try graph.output(graph.unfoldSteps(graph.scale(folded, by: 2), like: x), name: "doubled")
        try expectReference(graph, [Tensor(shape: [2, 2, 2], values: [1, 1, 0, 1, 2, 1, 1, 1])])
    }

    @Test(
        "sums of products over named indices",
        arguments: [
            "ab,bc->ac", "abc,cd->abd", "abc,abd->acd", "abc,dc->adb", "ab,ab->a", "abc,bcd->ad", "abc,c->ab", "ab,cb->ca",
            "abcd,abdc->bacd", "abcd,aecd->acbe", "abcd,cde->abe", "aab,bc->ac", "abb,ac->c", "ab,c->ab", "ab,c->cba",
        ])
    func einsum(equation: String) throws {
        var random = SeededGenerator(seed: 34)
        var graph = Graph()
        let extents: [Character: Int] = ["a": 2, "b": 3, "c": 4, "d": 5, "e": 6]
        let operands = equation.prefix { $0 != "-" }.split(separator: ",").map { $0.map { extents[$0]! } }
        let values = try operands.enumerated().map { try graph.input(name: "\($0)", shape: $1.map { $0 }) }
        try graph.output(graph.einsum(equation, values[0], values[1]), name: "y")
        try expectReference(graph, operands.map { random.tensor($0) })
    }

    @Test(
        "elements divided by a measure of those along axes",
        arguments: [StandardMeasure.standard, .deviation, .rootMeanSquare, .length],
        [[-1], [1], [1, 2], [1, 2, 3]])
    func standardization(measure: StandardMeasure, axes: [Int]) throws {
        var random = SeededGenerator(seed: 35)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, nil, 4, 6])
        try graph.output(graph.standardize(x, by: measure, axes: axes, epsilon: 1e-3), name: "y")
        try graph.output(
            graph.standardize(x, by: measure, axes: [1, 2, 3], epsilon: 1e-3, groups: ElementGroups(axis: -1, count: 3)),
            name: "groups")
        try expectReference(graph, [random.tensor([2, 3, 4, 6], in: -1...4)])
    }

    @Test("windows over volumes", arguments: [VolumePadding.valid, .same])
    func volumes(padding: VolumePadding) throws {
        for (channels, filters, groups, strides, dilation) in [
            (3, 5, 1, [1, 1, 1], [1, 1, 1]), (16, 32, 1, [2, 1, 2], [1, 1, 1]), (4, 6, 2, [1, 1, 1], [1, 2, 1]),
        ] {
            var random = SeededGenerator(seed: 36)
            var graph = Graph()
            let x = try graph.input(name: "x", shape: [nil, nil, nil, nil, channels])
            let y = try graph.volumeConvolution(
                x, kernel: random.tensor([2, 3, 2, channels / groups, filters], in: -0.3...0.3), bias: random.tensor([filters]),
                strides: strides, padding: padding, dilation: dilation, groups: groups)
            try graph.output(graph.activation(y, .relu()), name: "convolution")
            for kind in [PoolingKind.maximum, .average] {
                try graph.output(
                    graph.volumePooling(
                        graph.scale(x, by: 1, offset: -3), kind, size: [2, 3, 2], strides: [1, 2, 2], padding: padding),
                    name: "\(kind)")
            }
            try expectReference(graph, [random.tensor([2, 5, 6, 7, channels])], "\(channels) channels")
        }
    }

    @Test("a window with a kernel of its own at each place", arguments: [Padding.valid, .same])
    func local(padding: Padding) throws {
        var random = SeededGenerator(seed: 37)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 5, 6, 3])
        let places = padding == .same ? 3 * 6 : 2 * 4
        let y = try graph.localConvolution(
            x, kernels: random.tensor([places, 18, 4]), size: (2, 3), strides: (2, 1), padding: padding)
        try graph.output(y, name: "y")
        try expectReference(graph, [random.tensor([2, 5, 6, 3])])
    }
}
