import NeuralNetwork
import Testing

/// A 1×1 convolution joined with the convolution of each channel that reads it, in the vectors of AVX-512, on any processor.
@Suite struct `expansions with the convolution of each channel behind them` {
    struct Case: CustomTestStringConvertible {
        var image = [1, 40, 23, 8]
        var channels = 48
        var kernel = (3, 3)
        var strides = (1, 1)
        var padding = Padding.same
        var hasBias = true
        var activations: (Activation?, Activation?) = (.relu6, .relu6)
        var threads = 2
        var testDescription: String { "\(self)" }
    }

    static let cases: [Case] = [
        Case(), Case(hasBias: false, activations: (nil, nil)), Case(image: [2, 81, 16, 16], strides: (2, 2)),
        Case(image: [1, 62, 7, 5], channels: 19, padding: .valid, activations: (.leakyRelu(alpha: 0.1), nil)),
        Case(image: [1, 64, 9, 32], channels: 16, kernel: (5, 5), activations: (nil, .relu()), threads: 3),
        Case(image: [1, 130, 31, 3], channels: 33, kernel: (3, 5), strides: (3, 1)),
        Case(image: [1, 44, 6, 8], kernel: (2, 2), strides: (1, 2), padding: .explicit(top: 1, bottom: 3, left: 2, right: 0)),
        Case(image: [1, 85, 17, 24], kernel: (5, 5), strides: (2, 2), activations: (.silu, .silu)),
        // Rows that no kernel meets.
        Case(image: [1, 200, 5, 4], channels: 16, kernel: (1, 1), strides: (4, 2), padding: .valid),
    ]

    private func plan(
        _ graph: Graph, _ image: [Int], threads: Int = 2, precision: PlanOptions.Precision = .exact, isOptimized: Bool = true
    ) throws -> Plan {
        var options = PlanOptions(precision: precision, threads: threads, isOptimized: isOptimized)
        options.preferredLanes = 16
        return try Plan(graph, inputShapes: [image], options: options)
    }

    private func block(_ c: Case, _ graph: inout Graph) throws -> (inner: Graph.Value, outer: Graph.Value) {
        var random = SeededGenerator(seed: 91)
        let (inputs, channels) = (c.image[3], c.channels)
        func bias() -> Tensor? { c.hasBias ? random.tensor([channels]) : nil }
        let x = try graph.input(name: "x", shape: [nil, nil, nil, inputs])
        var inner = try graph.convolution(x, kernel: random.tensor([1, 1, inputs, channels]), bias: bias())
        if let activation = c.activations.0 { inner = try graph.activation(inner, activation) }
        var outer = try graph.depthwiseConvolution(
            inner, kernel: random.tensor([c.kernel.0, c.kernel.1, channels, 1]), bias: bias(), strides: c.strides,
            padding: c.padding)
        if let activation = c.activations.1 { outer = try graph.activation(outer, activation) }
        return (inner, outer)
    }

    @Test(arguments: cases) func `agree with loops in double precision`(_ c: Case) throws {
        var (graph, random) = (Graph(), SeededGenerator(seed: 92))
        let (_, y) = try block(c, &graph)
        try graph.output(y, name: "y")
        try graph.output(graph.convolution(y, kernel: random.tensor([1, 1, c.channels, 8])), name: "after")
        let image = random.tensor(c.image)
        let plan = try plan(graph, c.image, threads: c.threads)
        #expect(plan.description.contains("framerill:expansion+depthwise"), "\(plan)")
        #expect(plan.arithmetic == (try self.plan(graph, c.image, isOptimized: false)).arithmetic)
        let expected = ReferenceEvaluation(graph, [image]).outputs
        for _ in 0..<2 {
            for (result, expected) in zip(try plan.run([image]), expected) {
                #expect(result.shape == expected.shape)
                let difference = difference(result, expected)
                #expect(difference < 1e-5, "\(difference)")
            }
        }
        let timings = try plan.timeOperations([image], runs: 1)
        #expect(timings.reduce(0) { $0 + $1.arithmetic } == plan.arithmetic)
    }

    @Test func `are two where another reads what lies between, where it is large, and where a thread has few rows`() throws {
        func isJoined(_ c: Case, isRead: Bool = false, precision: PlanOptions.Precision = .exact) throws -> Bool {
            var graph = Graph()
            let (inner, outer) = try block(c, &graph)
            try graph.output(outer, name: "y")
            if isRead { try graph.output(inner, name: "inner") }
            return try plan(graph, c.image, threads: c.threads, precision: precision).description.contains("expansion")
        }
        #expect(try isJoined(Case()))
        #expect(try isJoined(Case(), precision: .fast))
        #expect(try !isJoined(Case(), isRead: true))
        #expect(try !isJoined(Case(image: [1, 40, 23, 33])))
        #expect(try !isJoined(Case(image: [1, 39, 23, 8])))
        #expect(try !isJoined(Case(activations: (.sigmoid, .relu6))))
        #expect(try !isJoined(Case(activations: (.relu6, .tanh))))
        #expect(try !isJoined(Case(threads: 1)))
    }
}
