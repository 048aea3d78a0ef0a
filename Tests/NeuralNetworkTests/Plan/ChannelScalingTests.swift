import NeuralNetwork
import Testing

@Suite("what brings a picture to its range")
struct ChannelScalingTests {
    private func graph(_ steps: (inout Graph, Graph.Value) throws -> Graph.Value) throws -> Graph {
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 5, 7, 3])
        try graph.output(steps(&graph, x), name: "y")
        return graph
    }

    private func lines(_ plan: Plan) -> Int { plan.description.split(separator: "\n").count { $0.contains("→") } }

    @Test("a rescaling, a mean, a deviation and a factor are one step")
    func chain() throws {
        var random = SeededGenerator(seed: 71)
        let graph = try graph { graph, x in
            let scaled = try graph.scale(x, by: 1 / 255, offset: 0.25)
            let mean = graph.constant(random.tensor([1, 1, 1, 3]))
            let deviation = graph.constant(random.tensor([3], in: 0.2...0.3))
            let y = try graph.elementwise(.divide, graph.subtract(scaled, mean), deviation)
            return try graph.scale(graph.multiply([graph.constant(random.tensor([3])), y]), by: 2, offset: -1)
        }
        let plan = try Plan(graph)
        #expect(lines(plan) == 1, "\(plan)")
        for batch in [1, 3] { try expectReference(graph, [random.tensor([batch, 5, 7, 3], in: 0...255)]) }
    }

    @Test("a mean far from 0 beside the deviation costs no digits")
    func cancellation() throws {
        var random = SeededGenerator(seed: 72)
        let graph = try graph { graph, x in
            let centered = try graph.subtract(x, graph.constant(Tensor(shape: [3], values: [1000, 2000, 4000])))
            return try graph.elementwise(.divide, centered, graph.constant(Tensor(shape: [3], values: [1e-3, 2e-3, 3e-3])))
        }
        let image = Tensor(shape: [1, 5, 7, 3]) { elements in
            for index in elements.indices {
                elements[index] = [1000, 2000, 4000][index % 3] + .random(in: -1...1, using: &random)
            }
        }
        try expectReference(graph, [image], tolerance: 1e-6)
    }

    @Test("what another reads, a division by 0 and a loss of the picture stay as they are")
    func kept() throws {
        var random = SeededGenerator(seed: 73)
        let values = random.tensor([3], in: 0.5...1)
        var shared = Graph()
        let x = try shared.input(name: "x", shape: [nil, 5, 7, 3])
        let between = try shared.subtract(x, shared.constant(values))
        try shared.output(between, name: "between")
        try shared.output(shared.multiply([between, shared.constant(values)]), name: "y")
        try expectReference(shared, [random.tensor([1, 5, 7, 3])])

        let lost = try graph { graph, x in
            try graph.subtract(graph.scale(x, by: 0, offset: 1), graph.constant(values))
        }
        try expectReference(lost, [random.tensor([1, 5, 7, 3])])

        let divided = try graph { graph, x in
            try graph.elementwise(.divide, x, graph.constant(Tensor(shape: [3], values: [1, 0, 2])))
        }
        let result = try Plan(divided).run([Tensor(shape: [1, 5, 7, 3], values: [Float](repeating: 3, count: 105))])[0].values
        #expect(result[0..<3] == [3, .infinity, 1.5])
    }
}
