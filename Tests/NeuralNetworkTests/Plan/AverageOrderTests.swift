import NeuralNetwork
import Testing

@Suite("an average and a 1×1 convolution")
struct AverageOrderTests {
    /// The names of a plan's operations, in order.
    private func operations(_ plan: Plan) -> [String] {
        plan.description.split(separator: "\n").compactMap { line in
            ["average pooling", "convolution"].first { line.contains($0) && !line.contains("jit:uni") }
        }
    }

    @Test("halving rows and columns comes before halving channels")
    func averageFirst() throws {
        var random = SeededGenerator(seed: 61)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 12, 12, 32])
        let y = try graph.convolution(x, kernel: random.tensor([1, 1, 32, 16]), bias: random.tensor([16]))
        try graph.output(graph.activation(graph.pooling(y, .average, size: (2, 2)), .relu()), name: "y")
        #expect(try operations(Plan(graph, options: PlanOptions(precision: .exact))) == ["average pooling", "convolution"])
        try expectReference(graph, [random.tensor([1, 12, 12, 32])])
        try expectReference(graph, [random.tensor([2, 12, 12, 32])])
    }

    @Test("fewer channels come before an average that keeps rows and columns, the border's too", arguments: [true, false])
    func convolutionFirst(hasBias: Bool) throws {
        var random = SeededGenerator(seed: 62)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 9, 7, 64])
        let average = try graph.pooling(x, .average, size: (3, 3), strides: (1, 1), padding: .same)
        let y = try graph.convolution(average, kernel: random.tensor([1, 1, 64, 16]), bias: hasBias ? random.tensor([16]) : nil)
        let normalized = try graph.batchNormalization(
            y, gamma: nil, beta: random.tensor([16]), mean: random.tensor([16]), variance: random.tensor([16], in: 0.5...2),
            epsilon: 1e-3)
        try graph.output(graph.activation(normalized, .relu()), name: "y")
        #expect(try operations(Plan(graph, options: PlanOptions(precision: .exact))) == ["convolution", "average pooling"])
        try expectReference(graph, [random.tensor([1, 9, 7, 64])])
    }

    @Test("the order stays where another reads what is between them, at a larger kernel, a stride, and a maximum")
    func orderStays() throws {
        var random = SeededGenerator(seed: 63)
        func expectOrder(_ make: (inout Graph, Graph.Value) throws -> Void, at location: SourceLocation = #_sourceLocation) throws
        {
            var graph = Graph()
            try make(&graph, graph.input(name: "x", shape: [nil, 12, 12, 32]))
            let plan = try Plan(graph, options: PlanOptions(precision: .exact))
            #expect(operations(plan).first == "convolution", "\(plan)", sourceLocation: location)
            try expectReference(graph, [random.tensor([1, 12, 12, 32])], at: location)
        }
        let (kernel, large) = (random.tensor([1, 1, 32, 16]), random.tensor([3, 3, 32, 16]))
        try expectOrder { graph, x in
            let y = try graph.convolution(x, kernel: kernel)
            try graph.output(y, name: "between")
            try graph.output(graph.pooling(y, .average, size: (2, 2)), name: "y")
        }
        try expectOrder { graph, x in
            try graph.output(graph.pooling(graph.convolution(x, kernel: large), .average, size: (2, 2)), name: "y")
        }
        try expectOrder { graph, x in
            try graph.output(
                graph.pooling(graph.convolution(x, kernel: kernel, strides: (2, 2)), .average, size: (2, 2)), name: "y")
        }
        try expectOrder { graph, x in
            try graph.output(graph.pooling(graph.convolution(x, kernel: kernel), .maximum, size: (2, 2)), name: "y")
        }
    }
}
