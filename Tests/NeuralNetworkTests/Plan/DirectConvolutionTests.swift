import NeuralNetwork
import Testing

@Suite("direct convolutions of our own, and the pooling in them")
struct DirectConvolutionTests {
    struct Case: CustomTestStringConvertible {
        var image = [1, 13, 17, 8]
        var kernel = (3, 3)
        var filters = 32
        var strides = (1, 1)
        var padding = Padding.same
        var hasBias = true
        var activation: Activation? = .leakyRelu(alpha: 0.1)
        var pool = (size: (2, 2), strides: (2, 2), padding: Padding.valid)
        var threads = 2
        var testDescription: String { "\(self)" }
    }

    static let cases: [Case] = [
        Case(), Case(image: [2, 10, 11, 19], filters: 40, hasBias: false, activation: nil),
        Case(image: [1, 19, 20, 3], filters: 5),
        // As many rows as threads share without dividing the filters.
        Case(image: [1, 181, 90, 3], filters: 16, activation: .relu6, threads: 3),
        Case(image: [2, 96, 97, 20], filters: 33, pool: ((2, 3), (2, 2), .same)),
        Case(image: [1, 40, 33, 9], kernel: (5, 3), filters: 70, strides: (2, 1), pool: ((1, 2), (3, 1), .valid)),
        Case(
            image: [1, 31, 30, 3], kernel: (7, 7), filters: 24, strides: (2, 2),
            padding: .explicit(top: 3, bottom: 3, left: 2, right: 3)),
        Case(image: [3, 6, 5, 24], filters: 130, padding: .valid, activation: .relu()),
        Case(image: [1, 9, 8, 33], kernel: (2, 1), pool: ((3, 3), (3, 3), .explicit(top: 2, bottom: 1, left: 1, right: 2))),
        // Whole kernels in the padding, and one pixel.
        Case(image: [1, 4, 3, 8], padding: .explicit(top: 4, bottom: 5, left: 6, right: 4)),
        Case(image: [1, 1, 1, 1], kernel: (2, 2), filters: 1, padding: .same, pool: ((2, 2), (2, 2), .same)),
        Case(image: [1, 12, 12, 40], filters: 64, strides: (3, 3), threads: 1),
    ]

    private func options(_ lanes: Int?, threads: Int, _ precision: PlanOptions.Precision = .exact) -> PlanOptions {
        var options = PlanOptions(precision: precision, threads: threads)
        options.preferredLanes = lanes
        return options
    }

    /// - Parameter isPooledAlone: whether nothing but the pooling reads the convolution.
    private func graph(_ c: Case, isPooledAlone: Bool) throws -> (graph: Graph, image: Tensor) {
        var random = SeededGenerator(seed: 91)
        var graph = Graph()
        let channels = c.image[3]
        let x = try graph.input(name: "x", shape: [nil, nil, nil, channels])
        var y = try graph.convolution(
            x, kernel: random.tensor([c.kernel.0, c.kernel.1, channels, c.filters]),
            bias: c.hasBias ? random.tensor([c.filters]) : nil,
            strides: c.strides, padding: c.padding)
        if let activation = c.activation { y = try graph.activation(y, activation) }
        let pooled = try graph.pooling(y, .maximum, size: c.pool.size, strides: c.pool.strides, padding: c.pool.padding)
        try graph.output(pooled, name: "pooled")
        // Reads all that was written, the rest of the last block of channels too.
        try graph.output(graph.convolution(pooled, kernel: random.tensor([1, 1, c.filters, 8])), name: "after")
        if !isPooledAlone { try graph.output(y, name: "all") }
        return (graph, random.tensor(c.image))
    }

    @Test(
        "agree with loops in double precision, in the vectors of all processors", arguments: cases,
        PlanOptions.possibleLanes)
    func reference(_ c: Case, lanes: Int) throws {
        let (graph, image) = try graph(c, isPooledAlone: false)
        let plan = try Plan(graph, inputShapes: [c.image], options: options(lanes, threads: c.threads))
        #expect(plan.description.contains("framerill:direct"), "\(plan)")
        let expected = ReferenceEvaluation(graph, [image]).outputs
        for _ in 0..<2 {
            for (result, expected) in zip(try plan.run([image]), expected) {
                #expect(result.shape == expected.shape && difference(result, expected) < 1e-5)
            }
        }
    }

    @Test("give the same bits with their pooling as without", arguments: cases, PlanOptions.possibleLanes)
    func pooling(_ c: Case, lanes: Int) throws {
        let (whole, image) = try graph(c, isPooledAlone: false)
        let expected = try Plan(whole, inputShapes: [c.image], options: options(lanes, threads: c.threads)).run([image])
        let (graph, _) = try graph(c, isPooledAlone: true)
        for precision in [PlanOptions.Precision.exact, .fast] {
            let plan = try Plan(graph, inputShapes: [c.image], options: options(lanes, threads: c.threads, precision))
            if precision == .exact { #expect(plan.description.contains("framerill:direct+pooling"), "\(plan)") }
            for _ in 0..<2 where plan.description.contains("framerill:direct") {
                #expect(try plan.run([image]) == Array(expected.dropLast()))
            }
        }
    }

    @Test(
        "give the same bits on any number of threads", arguments: [[1, 90, 40, 16, 40], [1, 9, 9, 64, 96], [4, 30, 31, 3, 8]])
    func threads(_ sizes: [Int]) throws {
        let (graph, image) = try graph(Case(image: Array(sizes[..<4]), filters: sizes[4]), isPooledAlone: true)
        let answers = try [1, 2, 3, 7].map {
            try Plan(graph, inputShapes: [image.shape], options: options(PlanOptions.processorLanes, threads: $0)).run([image])
        }
        #expect(answers.allSatisfy { $0 == answers[0] })
    }

    @Test("keep what is no number", arguments: PlanOptions.possibleLanes)
    func notANumber(lanes: Int) throws {
        var random = SeededGenerator(seed: 92)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [1, 8, 8, 8])
        let y = try graph.convolution(x, kernel: random.tensor([3, 3, 8, 8]), padding: .same)
        try graph.output(graph.activation(y, .relu6), name: "y")
        var image = random.tensor([1, 8, 8, 8])
        image.withMutableElements { $0[3 * 8 * 8 + 3 * 8] = .nan }
        let result = try Plan(graph, options: options(lanes, threads: 2)).run([image])[0]
        #expect(result.values[(3 * 8 + 3) * 8].isNaN && !result.values[0].isNaN)
    }

    @Test("hold no result that is only pooled")
    func memory() throws {
        let c = Case(image: [1, 200, 200, 8], filters: 32)
        let (graph, image) = try graph(c, isPooledAlone: true)
        let lanes = PlanOptions.processorLanes
        let arena = try Plan(graph, inputShapes: [image.shape], options: options(lanes, threads: 2)).memory.arenaBytes
        // The whole result has 5 MB, the pooled one 1.3 MB.
        #expect(arena < 4 << 20)
    }

    @Test("leave alone what others read, what overlaps, and what computes each operation by itself")
    func others() throws {
        func isJoined(_ c: Case, isPooledAlone: Bool = true, isOptimized: Bool = true) throws -> Bool {
            var options = options(4, threads: 2)
            options.isOptimized = isOptimized
            let plan = try Plan(graph(c, isPooledAlone: isPooledAlone).graph, inputShapes: [c.image], options: options)
            return plan.description.contains("framerill:direct+pooling")
        }
        #expect(try isJoined(Case()))
        #expect(try !isJoined(Case(), isPooledAlone: false))
        #expect(try !isJoined(Case(), isOptimized: false))
        #expect(try !isJoined(Case(pool: ((3, 3), (2, 2), .valid))))
        #expect(try !isJoined(Case(activation: .silu)))
    }
}
