import CAllocations
import NeuralNetwork
import Testing

/// What a plan allocates in a run, once it has had a few.
@Suite("allocations of a run", .enabled(if: allocations_are_counted(), "skipped: this malloc can't be counted"))
struct AllocationTests {
    /// The allocations of one run on one thread, which are all its own then.
    private func allocations(
        _ graph: Graph, _ inputs: [Tensor], _ options: PlanOptions
    ) throws -> (engine: Int, onednn: Int, plan: Plan) {
        var options = options
        options.threads = 1
        let plan = try Plan(graph, inputShapes: inputs.map(\.shape), options: options)
        var results: [Tensor] = []
        for _ in 0..<3 { try plan.run(inputs, into: &results) }
        // That the counter counts: this makes a list.
        let first = allocation_count()
        _ = try plan.run(inputs)
        #expect(allocation_count().other > first.other)
        try plan.run(inputs, into: &results)
        let before = allocation_count()
        for _ in 0..<10 { try plan.run(inputs, into: &results) }
        let after = allocation_count()
        return (Int(after.other - before.other), Int(after.onednn - before.onednn), plan)
    }

    /// A network with what most have: convolutions that read the input and that don't, a residual, a concatenation, pooling, a matrix
    /// product, a softmax, and two outputs, one of them the result of a loop of ours.
    private func network(_ random: inout SeededGenerator) throws -> Graph {
        var graph = Graph()
        let image = try graph.input(name: "image", shape: [nil, 24, 24, 16])
        var x = try graph.convolution(
            image, kernel: random.tensor([3, 3, 16, 16]), bias: random.tensor([16]), padding: .same)
        x = try graph.activation(x, .leakyRelu(alpha: 0.1))
        x = try graph.elementwise(.add, [x, image])
        let y = try graph.activation(
            graph.convolution(x, kernel: random.tensor([1, 1, 16, 8]), bias: random.tensor([8])), .relu6)
        x = try graph.concatenate([x, y])
        x = try graph.pooling(x, .maximum, size: (2, 2))
        try graph.output(graph.convolution(x, kernel: random.tensor([3, 3, 24, 24]), padding: .same), name: "features")
        x = try graph.reduction(x, .mean, axes: [1, 2])
        x = try graph.dense(x, weights: random.tensor([24, 10]), bias: random.tensor([10]))
        try graph.output(graph.activation(x, .softmax()), name: "classes")
        return graph
    }

    @Test("a steady run allocates nothing in the engine", arguments: [nil, ConvolutionAlgorithm.winograd, .tiled])
    func steadyRun(algorithm: ConvolutionAlgorithm?) throws {
        var random = SeededGenerator(seed: 1)
        var options = PlanOptions(precision: algorithm == nil ? .exact : .fast)
        options.preferredAlgorithm = algorithm
        let graph = try network(&random)
        let (engine, _, plan) = try allocations(graph, [random.tensor([1, 24, 24, 16])], options)
        #expect(engine == 0, "\(engine) in ten runs of\n\(plan)")
    }

    @Test("nor do direct convolutions of our own, with their pooling")
    func direct() throws {
        var random = SeededGenerator(seed: 3)
        var graph = Graph()
        let image = try graph.input(name: "image", shape: [nil, 40, 24, 3])
        let x = try graph.convolution(image, kernel: random.tensor([3, 3, 3, 16]), bias: random.tensor([16]), padding: .same)
        let y = try graph.pooling(graph.activation(x, .leakyRelu(alpha: 0.1)), .maximum, size: (2, 2))
        try graph.output(graph.convolution(y, kernel: random.tensor([3, 3, 16, 24])), name: "features")
        var options = PlanOptions(precision: .exact)
        options.preferredLanes = 4
        let (engine, _, plan) = try allocations(graph, [random.tensor([1, 40, 24, 3])], options)
        #expect(engine == 0 && plan.description.contains("framerill:direct+pooling"), "\(engine) in ten runs of\n\(plan)")
    }

    @Test("results that are kept are their own, and memory is used again when they are gone")
    func keptResults() throws {
        var random = SeededGenerator(seed: 2)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 100])
        try graph.output(graph.dense(x, weights: random.tensor([100, 50])), name: "y")
        let plan = try Plan(graph, inputShapes: [[1, 100]], options: PlanOptions(threads: 1))
        let inputs = (0..<20).map { _ in random.tensor([1, 100]) }
        let answers = try inputs.map { try plan.run([$0])[0] }
        let values = answers.map(\.values)
        for (index, input) in inputs.enumerated().reversed() { #expect(try plan.run([input])[0] == answers[index]) }
        #expect(answers.map(\.values) == values)
    }
}
