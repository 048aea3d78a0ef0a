import NeuralNetwork
import Testing

/// Plans that give up transformed kernels to hold less.
@Suite("a limit of a plan's memory")
struct MemoryLimitTests {
    private let graph: Graph
    private let image: Tensor

    /// Three convolutions in a row, for the last of which a transformed kernel takes the most memory and saves the least time.
    init() throws {
        var random = SeededGenerator(seed: 1)
        var graph = Graph()
        image = random.tensor([1, 48, 48, 64])
        var x = try graph.input(name: "image", shape: [nil, 48, 48, 64])
        for (filters, isSmall) in [(64, false), (128, false), (256, true)] {
            if isSmall { x = try graph.pooling(x, .maximum, size: (2, 2)) }
            let channels = graph.shape(of: x)[3]!
            graph.origin = "to \(filters)"
            x = try graph.convolution(x, kernel: random.tensor([3, 3, channels, filters], in: -0.1...0.1), padding: .same)
        }
        try graph.output(x, name: "features")
        self.graph = graph
    }

    private func plan(_ precision: PlanOptions.Precision = .fast, limit: Int? = nil) throws -> Plan {
        try Plan(graph, inputShapes: [image.shape], options: PlanOptions(precision: precision, threads: 1, memoryLimit: limit))
    }

    private func bytes(_ plan: Plan) -> Int { plan.memory.arenaBytes + plan.memory.weightBytes }

    private func transformed(_ plan: Plan) -> Int {
        plan.description.split(separator: "\n").count { $0.contains("wino") }
    }

    @Test("the plan fits, with as many transformed kernels as do")
    func fits() throws {
        let (fast, exact) = (try plan(), try plan(.exact))
        #expect(transformed(fast) == 3)
        #expect(transformed(exact) == 0)
        let expected = try exact.run([image])[0]
        var counts: [Int] = []
        for share in [1.0, 0.75, 0.5, 0.25, 0] {
            let limit = bytes(exact) + Int(Double(bytes(fast) - bytes(exact)) * share)
            let limited = try plan(limit: limit)
            #expect(bytes(limited) <= limit)
            counts.append(transformed(limited))
            let result = try limited.run([image])[0]
            let scale = expected.values.reduce(0) { max($0, $1.magnitude) }
            let worst = zip(result.values, expected.values).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
            #expect(worst <= 1e-5 * scale)
        }
        #expect(counts.first == 3)
        #expect(counts == counts.sorted(by: >))
        #expect(Set(counts).count > 2)
    }

    @Test("the kernel that saves the least for its size goes first")
    func order() throws {
        let fast = try plan()
        let limited = try plan(limit: bytes(fast) - 1)
        let steps = limited.description.split(separator: "\n").filter { $0.contains("wino") }
        // With reorders, a layer has several steps.
        let layers = ["to 64", "to 128", "to 256"].filter { layer in steps.contains { $0.contains(layer) } }
        #expect(layers == ["to 64", "to 128"], "\(limited)")
    }

    @Test("what can't fit is refused with what it would take")
    func tooSmall() throws {
        let exact = try plan(.exact)
        let error = try #require(throws: GraphError.self) { try plan(limit: exact.memory.weightBytes / 2) }
        #expect("\(error)".hasPrefix("plan: expected at most \(exact.memory.weightBytes / 2) bytes of memory, found "))
        #expect("\(error)".contains(" with the smallest kernels, "))
    }
}
