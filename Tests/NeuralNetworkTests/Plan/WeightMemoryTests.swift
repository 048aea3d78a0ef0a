import NeuralNetwork
import Synchronization
import Testing

/// What plans hold of their weights, and when.
@Suite("weights in memory")
struct WeightMemoryTests {
    /// Counts how often it is read, and can be told to fail.
    private final class CountingSource: ElementSource {
        struct Failure: Error {}

        private let tensor: Tensor
        private let state = Mutex((reads: 0, elements: 0, isBroken: false))

        init(_ tensor: Tensor) { self.tensor = tensor }

        var elements: Int { state.withLock { $0.elements } }

        func set(isBroken: Bool) { state.withLock { $0.isBroken = isBroken } }

        func read(_ range: Range<Int>, into elements: UnsafeMutableBufferPointer<Float>) throws {
            try state.withLock {
                if $0.isBroken { throw Failure() }
                $0.reads += 1
                $0.elements += range.count
            }
            try tensor.read(range, into: elements)
        }
    }

    private func graph(_ kernels: [Tensor], normalized: Bool = false) throws -> Graph {
        var graph = Graph()
        var x = try graph.input(name: "image", shape: [nil, 20, 20, kernels[0].shape[2]])
        for kernel in kernels {
            x = try graph.convolution(x, kernel: kernel, padding: .same)
            if normalized {
                let channels = kernel.shape[3]
                func ramp(_ start: Float) -> Tensor {
                    Tensor(shape: [channels], values: (0..<channels).map { start + Float($0) / Float(channels) })
                }
                x = try graph.batchNormalization(
                    x, gamma: ramp(0.5), beta: ramp(0), mean: ramp(-0.5), variance: ramp(0.25), epsilon: 1e-3)
            }
        }
        try graph.output(x, name: "features")
        return graph
    }

    private func options(winograd: Bool) -> PlanOptions {
        var options = PlanOptions(precision: winograd ? .fast : .exact)
        options.preferredAlgorithm = winograd ? .tiled : nil
        return options
    }

    @Test("weights that grow are held one step at a time in the first run, and all from the second on")
    func growingWeights() throws {
        var random = SeededGenerator(seed: 1)
        let kernels = (0..<3).map { _ in random.tensor([3, 3, 64, 64]) }
        let plan = try Plan(graph(kernels), inputShapes: [[1, 20, 20, 64]], options: options(winograd: true))
        let all = plan.memory.weightBytes
        #expect(all > 3 * 64 * 64 * 9 * 4)
        #expect(plan.memory.heldWeightBytes == 0)
        #expect(plan.memory.packingBytes <= all / 3 + 64)
        let input = random.tensor([1, 20, 20, 64])
        let first = try plan.run([input])
        #expect(plan.memory.heldWeightBytes == 0)
        let second = try plan.run([input])
        #expect(plan.memory.heldWeightBytes >= all)
        #expect(try plan.run([input]) == second)
        #expect(first == second)
    }

    @Test("weights that don't grow are kept from the first run on")
    func steadyWeights() throws {
        var random = SeededGenerator(seed: 2)
        let kernels = (0..<3).map { _ in random.tensor([3, 3, 128, 128]) }
        let plan = try Plan(graph(kernels), inputShapes: [[1, 20, 20, 128]], options: options(winograd: false))
        #expect(plan.memory.heldWeightBytes == 0)
        let input = random.tensor([1, 20, 20, 128])
        let first = try plan.run([input])
        let held = plan.memory.heldWeightBytes
        #expect(held >= 3 * 128 * 128 * 9 * 4)
        #expect(try plan.run([input]) == first)
        #expect(plan.memory.heldWeightBytes == held)
    }

    @Test("a weight that lies elsewhere is read once for good, and computes the same", arguments: [false, true])
    func storedWeights(winograd: Bool) throws {
        var random = SeededGenerator(seed: 3)
        let kernels = (0..<2).map { _ in random.tensor([3, 3, 40, 40], in: -0.1...0.1) }
        let sources = kernels.map { CountingSource($0) }
        let stored = sources.map { Tensor(shape: [3, 3, 40, 40], from: $0) }
        let input = random.tensor([1, 20, 20, 40])
        let shapes = [[1, 20, 20, 40]]
        let expected = try Plan(graph(kernels, normalized: true), inputShapes: shapes, options: options(winograd: winograd))
            .run([input])
        let plan = try Plan(graph(stored, normalized: true), inputShapes: shapes, options: options(winograd: winograd))
        #expect(sources.allSatisfy { $0.elements == 0 })
        for _ in 0..<4 { #expect(try plan.run([input]) == expected) }
        #expect(sources.allSatisfy { $0.elements <= 2 * 9 * 40 * 40 })
    }

    @Test("a weight that can't be read fails the run, and the next run is whole again")
    func failingSource() throws {
        var random = SeededGenerator(seed: 4)
        let kernel = random.tensor([3, 3, 16, 16])
        let source = CountingSource(kernel)
        let input = random.tensor([1, 20, 20, 16])
        let plan = try Plan(
            graph([Tensor(shape: kernel.shape, from: source)]), inputShapes: [[1, 20, 20, 16]], options: options(winograd: true))
        source.set(isBroken: true)
        for _ in 0..<3 { #expect(throws: CountingSource.Failure.self) { try plan.run([input]) } }
        source.set(isBroken: false)
        let expected = try Plan(graph([kernel]), inputShapes: [[1, 20, 20, 16]], options: options(winograd: true)).run([input])
        for _ in 0..<2 { #expect(try plan.run([input]) == expected) }
    }

    @Test("several threads that begin at once get the same answer")
    func concurrentFirstRuns() async throws {
        var random = SeededGenerator(seed: 5)
        let kernels = (0..<2).map { _ in random.tensor([3, 3, 64, 64], in: -0.1...0.1) }
        let (graph, input) = (try graph(kernels), random.tensor([1, 20, 20, 64]))
        var options = options(winograd: true)
        options.threads = 1
        let plan = try Plan(graph, inputShapes: [[1, 20, 20, 64]], options: options)
        let answers = try await withThrowingTaskGroup(of: [Tensor].self) { group in
            for _ in 0..<4 { group.addTask { try plan.run([input]) } }
            return try await group.reduce(into: [[Tensor]]()) { $0.append($1) }
        }
        #expect(answers.allSatisfy { $0 == answers[0] })
    }

    @Test(
        "kernels of odd sizes are transformed as oneDNN transforms them", arguments: [ConvolutionAlgorithm.winograd, .tiled])
    func transformedKernels(algorithm: ConvolutionAlgorithm) throws {
        var transforming = PlanOptions()
        transforming.preferredAlgorithm = algorithm
        var random = SeededGenerator(seed: 6)
        for (channels, filters, extent) in [
            (3, 64, 40), (17, 33, 21), (64, 96, 35), (96, 96, 35), (128, 256, 30), (256, 256, 14),
        ] {
            var graph = Graph()
            let x = try graph.input(name: "image", shape: [nil, extent, extent, channels])
            try graph.output(
                graph.convolution(x, kernel: random.tensor([3, 3, channels, filters], in: -0.1...0.1), padding: .same), name: "y")
            let input = random.tensor([1, extent, extent, channels])
            let expected = try Plan(graph, inputShapes: [input.shape], options: options(winograd: false)).run([input])[0]
            let found = try Plan(graph, inputShapes: [input.shape], options: transforming).run([input])[0]
            let scale = expected.values.reduce(0) { max($0, $1.magnitude) }
            let worst = zip(found.values, expected.values).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
            #expect(worst <= 1e-5 * scale, "\(channels) to \(filters) at \(extent): \(worst) of \(scale)")
        }
    }
}
