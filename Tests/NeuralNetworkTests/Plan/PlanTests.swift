import NeuralNetwork
import Synchronization
import Testing

@Suite("plans")
struct PlanTests {
    private func residualGraph(_ random: inout SeededGenerator) throws -> Graph {
        var graph = Graph()
        let x = try graph.input(name: "image", shape: [nil, nil, nil, 16])
        graph.origin = "block"
        let y = try graph.convolution(x, kernel: random.tensor([3, 3, 16, 16], in: -0.2...0.2), padding: .same)
        let z = try graph.activation(graph.add([y, x]), .relu())
        try graph.output(z, name: "sum")
        return graph
    }

    @Test("one graph is compiled for several shapes")
    func severalShapes() throws {
        var random = SeededGenerator(seed: 41)
        let graph = try residualGraph(&random)
        for shape in [[1, 8, 8, 16], [3, 5, 9, 16], [1, 1, 1, 16]] { try expectReference(graph, [random.tensor(shape)]) }
    }

    @Test("several threads run one plan at once")
    func concurrentRuns() async throws {
        var random = SeededGenerator(seed: 42)
        let graph = try residualGraph(&random)
        let plan = try Plan(graph, inputShapes: [[1, 12, 12, 16]], options: PlanOptions(threads: 1))
        let inputs = (0..<4).map { _ in random.tensor([1, 12, 12, 16]) }
        let expected = try inputs.map { try plan.run([$0]) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (input, expected) in zip(inputs, expected) {
                group.addTask {
                    for _ in 0..<25 {
                        let result = try plan.run([input])
                        #expect(result == expected)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("an input may be an output, twice, beside what is computed from it")
    func inputAsOutput() throws {
        var random = SeededGenerator(seed: 43)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 4])
        let y = try graph.activation(x, .relu())
        try graph.output(x, name: "x")
        try graph.output(y, name: "y")
        try graph.output(y, name: "y again")
        try graph.output(graph.activation(y, .affine(factor: 2, offset: 1)), name: "z")
        try graph.output(x, name: "x again")
        try graph.output(graph.constant(random.tensor([3])), name: "constant")
        try expectReference(graph, [random.tensor([2, 4])])
    }

    @Test("what is read later isn't overwritten in place", arguments: [1, 2])
    func inPlace(batch: Int) throws {
        var random = SeededGenerator(seed: 44)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 6, 6, 16])
        let a = try graph.convolution(x, kernel: random.tensor([1, 1, 16, 16]))
        let seen = try graph.transpose(a, permutation: [0, 3, 1, 2])
        let b = try graph.activation(a, .relu())
        let c = try graph.convolution(a, kernel: random.tensor([1, 1, 16, 16]))
        try graph.output(graph.add([c, a]), name: "sum with its own source")
        try graph.output(graph.multiply([b, b]), name: "square")
        try graph.output(graph.subtract(seen, seen), name: "nothing")
        try graph.output(graph.flatten(a), name: "flat")
        try expectReference(graph, [random.tensor([batch, 6, 6, 16])])
    }

    @Test("inputs are left as they were given")
    func inputsStay() throws {
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 5])
        try graph.output(graph.activation(x, .relu()), name: "y")
        let tensor = Tensor(shape: [1, 5], values: [-1, 2, -3, 4, -5])
        let copy = tensor.values
        #expect(try Plan(graph).run([tensor])[0].values == [0, 2, 0, 4, 0])
        #expect(tensor.values == copy)
    }

    @Test("normalization, activation, padding and addition leave one step a convolution")
    func everythingIsJoined() throws {
        var random = SeededGenerator(seed: 45)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [1, 16, 16, 16])
        var y = try graph.convolution(
            graph.pad(x, top: 1, bottom: 1, left: 1, right: 1), kernel: random.tensor([3, 3, 16, 32], in: -0.1...0.1))
        y = try graph.activation(normalized(y, 32, &graph, &random), .leakyRelu(alpha: 0.1))
        let shortcut = try graph.convolution(x, kernel: random.tensor([1, 1, 16, 32]))
        var z = try graph.convolution(y, kernel: random.tensor([1, 1, 32, 32], in: -0.1...0.1))
        z = try graph.activation(graph.add([normalized(z, 32, &graph, &random), shortcut]), .relu())
        try graph.output(z, name: "z")
        let plan = try Plan(graph, options: PlanOptions(precision: .exact))
        let operations = plan.description.split(separator: "\n").filter { !$0.contains("reorder") && !$0.contains("jit:uni") }
        #expect(operations.count == 4, "three convolutions and the summary:\n\(plan)")
        try expectReference(graph, [random.tensor([1, 16, 16, 16])])
    }

    private func normalized(
        _ x: Graph.Value, _ channels: Int, _ graph: inout Graph, _ random: inout SeededGenerator
    ) throws -> Graph.Value {
        try graph.batchNormalization(
            x, gamma: random.tensor([channels]), beta: random.tensor([channels]), mean: random.tensor([channels]),
            variance: random.tensor([channels], in: 0.5...2), epsilon: 1e-3)
    }

    @Test("a channels-first network computes without moving an axis between its first and last operation")
    func channelsFirst() throws {
        var random = SeededGenerator(seed: 46)
        var graph = Graph()
        var x = try graph.input(name: "x", shape: [nil, 16, 8, 8])
        for _ in 0..<3 {
            let last = try graph.transpose(x, permutation: [0, 2, 3, 1])
            let y = try graph.convolution(last, kernel: random.tensor([3, 3, 16, 16], in: -0.2...0.2), padding: .same)
            x = try graph.transpose(y, permutation: [0, 3, 1, 2])
            x = try graph.batchNormalization(
                x, axis: 1, gamma: random.tensor([16]), beta: nil, mean: random.tensor([16]),
                variance: random.tensor([16], in: 0.5...2), epsilon: 1e-3)
            x = try graph.activation(x, .relu())
        }
        try graph.output(x, name: "y")
        let plan = try Plan(graph, options: PlanOptions(precision: .exact))
        // Three convolutions, at most one reorder before and one after them, and the summary.
        #expect(plan.description.split(separator: "\n").count <= 6, "\(plan)")
        try expectReference(graph, [random.tensor([1, 16, 8, 8])])
    }

    @Test("parts of a concatenation are made where they belong")
    func concatenationInPlace() throws {
        var random = SeededGenerator(seed: 47)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 8, 8, 16])
        let parts = try (0..<3).map { _ in
            try graph.pooling(
                graph.convolution(x, kernel: random.tensor([3, 3, 16, 16]), padding: .same), .maximum, size: (2, 2))
        }
        try graph.output(graph.convolution(graph.concatenate(parts), kernel: random.tensor([1, 1, 48, 16])), name: "y")
        try expectReference(graph, [random.tensor([1, 8, 8, 16])])
        try expectReference(graph, [random.tensor([2, 8, 8, 16])])
    }

    @Test("the arena needs no more than a fifth above what is alive at once")
    func arena() throws {
        var random = SeededGenerator(seed: 48)
        var graph = Graph()
        var x = try graph.input(name: "x", shape: [nil, 32, 32, 16])
        for step in 0..<10 {
            x = try graph.convolution(x, kernel: random.tensor([3, 3, 16, 16], in: -0.1...0.1), padding: .same)
            if step == 5 { x = try graph.pooling(x, .maximum, size: (2, 2)) }
        }
        try graph.output(x, name: "y")
        let memory = try Plan(graph, options: PlanOptions(precision: .exact)).memory
        #expect(Double(memory.arenaBytes) <= 1.2 * Double(memory.arenaBound))
        // Ten layers, two alive at a time.
        #expect(memory.arenaBytes <= 3 * 32 * 32 * 16 * 4)
    }
}
