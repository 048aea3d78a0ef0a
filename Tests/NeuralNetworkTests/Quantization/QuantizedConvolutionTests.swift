import NeuralNetwork
import Testing

/// Convolutions with whole numbers beside the naive reference in floating point.
@Suite("quantised convolutions")
struct QuantizedConvolutionTests {
    private func quantized(_ kernel: Tensor, _ name: String, inputRange: ClosedRange<Float>) throws -> Tensor {
        kernel.noted(
            WeightNotes(
                name: name, quantization: try KernelQuantization(kernel, filters: kernel.shape[3], inputRange: inputRange)))
    }

    private func difference(of graph: Graph, _ tensor: Tensor, holding text: String = "int8") throws -> Double {
        let plan = try Plan(graph, inputShapes: [tensor.shape], options: PlanOptions(precision: .int8))
        #expect(plan.description.contains(text), "\(plan)")
        let first = try plan.run([tensor])
        #expect(try plan.run([tensor]) == first)
        return NeuralNetworkTests.difference(first[0], ReferenceEvaluation(graph, [tensor]).outputs[0])
    }

    @Test("whole numbers that fit are computed exactly", arguments: [(1, 1), (2, 1), (1, 8)])
    func exact(stride: Int, groups: Int) throws {
        var random = SeededGenerator(seed: 1)
        var graph = Graph()
        let x = try graph.input(name: "image", shape: [nil, 9, 11, 16])
        let ternary = Tensor(shape: [3, 3, 16 / groups, 24]) { elements in
            for index in elements.indices { elements[index] = Float(Int.random(in: -1...1, using: &random)) }
        }
        // The scale is 1/127 for each filter: it holds a weight of 1 or -1.
        let kernel = try quantized(ternary, "kernel", inputRange: 0...255)
        let bias = Tensor(shape: [24], values: (0..<24).map { Float($0 * 3 - 30) })
        try graph.output(
            graph.convolution(x, kernel: kernel, bias: bias, strides: (stride, stride), padding: .same, groups: groups), name: "y"
        )
        let image = Tensor(shape: [2, 9, 11, 16]) { elements in
            for index in elements.indices { elements[index] = Float(Int.random(in: 0...255, using: &random)) }
        }
        #expect(try difference(of: graph, image) < 1e-6)
    }

    @Test(
        "signed inputs, activations, padding, and filters that are all zero",
        arguments: [
            Activation.linear, .relu(), .leakyRelu(alpha: 0.1), .relu6, .sigmoid, .silu,
        ])
    func activations(_ activation: Activation) throws {
        let isBounded = activation == .relu6 || activation == .sigmoid
        var random = SeededGenerator(seed: 2)
        var graph = Graph()
        let x = try graph.input(name: "image", shape: [nil, 12, 10, 20])
        var weights = random.tensor([3, 3, 20, 33])
        weights.withMutableElements { elements in for row in 0..<180 { elements[row * 33 + 7] = 0 } }
        let kernel = try quantized(weights, "kernel", inputRange: -2...1.5)
        let sum = try graph.convolution(x, kernel: kernel, bias: random.tensor([33], in: -3...3), padding: .same)
        try graph.output(graph.activation(sum, activation), name: "y")
        // An error of 1 % of the sums, of which functions with an upper bound show only the lower part.
        #expect(try difference(of: graph, random.tensor([1, 12, 10, 20], in: -2...1.5)) < (isBounded ? 0.08 : 0.02))
    }

    /// Convolutions joined by a pooling, a concatenation and rearrangements, each kernel as `noted` returns it.
    private func network(_ noted: (Tensor, String) throws -> Tensor) throws -> Graph {
        var random = SeededGenerator(seed: 3)
        var graph = Graph()
        func layer(_ x: Graph.Value, _ channels: Int, _ filters: Int, _ name: String) throws -> Graph.Value {
            let kernel = try noted(random.tensor([3, 3, channels, filters], in: -0.2...0.2), name)
            let sum = try graph.convolution(x, kernel: kernel, bias: random.tensor([filters]), padding: .same)
            return try graph.activation(sum, .leakyRelu(alpha: 0.1))
        }
        let a = try layer(graph.input(name: "image", shape: [nil, 16, 16, 16]), 16, 16, "a")
        let b = try layer(graph.pooling(a, .maximum, size: (2, 2)), 16, 32, "b")
        let c = try layer(graph.spaceToDepth(a, block: 2), 64, 32, "c")
        let d = try layer(graph.concatenate([b, c]), 64, 24, "d")
        try graph.output(layer(graph.upsample(d, size: (2, 2)), 24, 24, "e"), name: "y")
        return graph
    }

    @Test("numbers stay whole from convolution to convolution, through pooling, joining and rearranging")
    func chain() throws {
        var random = SeededGenerator(seed: 6)
        let tensor = random.tensor([1, 16, 16, 16])
        var calibration = try Calibration(network { $0.noted(WeightNotes(name: $1)) }, inputShapes: [tensor.shape]) { _ in true }
        try calibration.observe([tensor])
        var ranges = calibration.ranges(.minMax)
        // Both read the same numbers, one of them only the greatest of each four.
        ranges["b"] = ranges["c"]
        let graph = try network { try quantized($0, $1, inputRange: ranges[$1]!) }
        let plan = try Plan(graph, inputShapes: [tensor.shape], options: PlanOptions(precision: .int8))
        let difference = try difference(of: graph, tensor)
        #expect(difference < 0.05, "\(difference) \(ranges)\n\(plan)")
        let conversions = plan.description.split(separator: "\n").filter { $0.contains("int8") && $0.contains("float32") }
        #expect(conversions.isEmpty, "\(plan)")
    }

    @Test("a value that others read too is converted for each, and a residual is added")
    func residual() throws {
        var random = SeededGenerator(seed: 4)
        var graph = Graph()
        let x = try graph.input(name: "image", shape: [nil, 10, 10, 16])
        let first = try quantized(random.tensor([1, 1, 16, 16], in: -0.3...0.3), "first", inputRange: -1...1)
        let second = try quantized(random.tensor([3, 3, 16, 16], in: -0.2...0.2), "second", inputRange: 0...2)
        let a = try graph.activation(graph.convolution(x, kernel: first), .relu())
        let b = try graph.convolution(a, kernel: second, padding: .same)
        try graph.output(graph.activation(graph.elementwise(.add, [b, a]), .relu()), name: "sum")
        try graph.output(a, name: "kept")
        #expect(try difference(of: graph, random.tensor([1, 10, 10, 16])) < 0.03)
    }

    @Test("a batch normalisation behind it goes into the scales")
    func normalization() throws {
        var random = SeededGenerator(seed: 5)
        var graph = Graph()
        let x = try graph.input(name: "image", shape: [nil, 8, 8, 16])
        let kernel = try quantized(random.tensor([3, 3, 16, 16]), "kernel", inputRange: -1...1)
        let normalized = try graph.batchNormalization(
            graph.convolution(x, kernel: kernel, padding: .same), gamma: random.tensor([16], in: -2...2),
            beta: random.tensor([16]), mean: random.tensor([16]), variance: random.tensor([16], in: 0.5...2), epsilon: 1e-3)
        try graph.output(normalized, name: "y")
        #expect(try difference(of: graph, random.tensor([1, 8, 8, 16])) < 0.02)
    }

    @Test("a model that was never quantised, and scales that don't fit, are refused")
    func refused() throws {
        var graph = Graph()
        let x = try graph.input(name: "image", shape: [nil, 8, 8, 4])
        let kernel = Tensor(shape: [3, 3, 4, 8])
        try graph.output(graph.convolution(x, kernel: kernel), name: "y")
        #expect(
            throws: GraphError.mismatch(
                site: "precision int8", expected: "a model that was quantised",
                found: "no convolution with int8 scales; quantise it first")
        ) { try Plan(graph, options: PlanOptions(precision: .int8)) }

        var other = Graph()
        let y = try other.input(name: "image", shape: [nil, 8, 8, 4])
        let noted = kernel.noted(
            WeightNotes(name: "k", quantization: KernelQuantization(inputRange: 0...1, scales: [1, 1])))
        try other.output(other.convolution(y, kernel: noted), name: "y")
        #expect(throws: GraphError.self) { try Plan(other, options: PlanOptions(precision: .int8)) }
    }

    @Test("a weight that is no finite number is refused, with its filter", arguments: [Float.nan, .infinity, -.infinity])
    func notFinite(weight: Float) throws {
        var random = SeededGenerator(seed: 7)
        var graph = Graph()
        let x = try graph.input(name: "image", shape: [nil, 8, 8, 16])
        var weights = random.tensor([3, 3, 16, 16])
        weights.withMutableElements { $0[16 * 40 + 5] = weight }
        let kernel = weights.noted(
            WeightNotes(
                name: "kernel",
                quantization: KernelQuantization(inputRange: -1...1, scales: [Float](repeating: 0.01, count: 16))))
        try graph.output(graph.convolution(x, kernel: kernel), name: "y")
        #expect {
            let plan = try Plan(graph, options: PlanOptions(precision: .int8))
            _ = try plan.run([random.tensor([1, 8, 8, 16])])
        } throws: { error in
            "\(error)".contains("expected a finite number for each int8 weight, found \(weight) in filter 5")
        }
    }
}
