import NeuralNetwork
import Testing

private let isNative = (try? PlanOptions.Precision.bf16.checkProcessor()) != nil

/// Convolutions with bfloat16 beside the naive reference in double precision.
@Suite struct `bfloat16` {
    /// To the nearest number of 8 bits, halves to even.
    private func rounded(_ tensor: Tensor) -> Tensor {
        Tensor(
            shape: tensor.shape,
            values: tensor.values.map {
                Float(bitPattern: ($0.bitPattern + 0x7fff + ($0.bitPattern >> 16 & 1)) & 0xffff_0000)
            })
    }

    private func difference(of graph: Graph, _ tensor: Tensor) throws -> Double {
        let plan = try Plan(graph, inputShapes: [tensor.shape], options: PlanOptions(precision: .bf16, threads: 2))
        #expect(plan.description.contains("bfloat16"), "\(plan)")
        let first = try plan.run([tensor])
        #expect(try plan.run([tensor]) == first)
        return NeuralNetworkTests.difference(first[0], ReferenceEvaluation(graph, [tensor]).outputs[0])
    }

    @Test(
        .enabled(if: isNative, "this processor doesn't multiply bfloat16"),
        arguments: [(1, 1, 1), (3, 1, 1), (3, 2, 1), (3, 1, 8), (3, 1, 16), (5, 1, 1)])
    func `Numbers of eight bits are multiplied and summed as float32 does`(extent: Int, stride: Int, groups: Int) throws {
        var random = SeededGenerator(seed: 1)
        var graph = Graph()
        let x = try graph.input(name: "image", shape: [nil, 9, 11, 16])
        let kernel = rounded(random.tensor([extent, extent, 16 / groups, 32]))
        let sum = try graph.convolution(
            x, kernel: kernel, bias: random.tensor([32]), strides: (stride, stride), padding: .same, groups: groups)
        try graph.output(graph.activation(sum, .leakyRelu(alpha: 0.1)), name: "y")
        #expect(try difference(of: graph, rounded(random.tensor([2, 9, 11, 16]))) < 1e-5)
    }

    @Test(.enabled(if: isNative, "this processor doesn't multiply bfloat16"))
    func `Numbers stay short from one to the next, through pooling, joining and a residual`() throws {
        var random = SeededGenerator(seed: 2)
        var graph = Graph()
        func layer(_ x: Graph.Value, _ channels: Int, _ filters: Int) throws -> Graph.Value {
            let kernel = random.tensor([3, 3, channels, filters], in: -0.2...0.2)
            return try graph.activation(
                graph.convolution(x, kernel: kernel, bias: random.tensor([filters]), padding: .same), .leakyRelu(alpha: 0.1))
        }
        let a = try layer(graph.input(name: "image", shape: [nil, 16, 16, 16]), 16, 16)
        let b = try layer(graph.pooling(a, .maximum, size: (2, 2)), 16, 32)
        let c = try layer(graph.spaceToDepth(a, block: 2), 64, 32)
        let d = try layer(graph.elementwise(.add, [b, c]), 32, 32)
        try graph.output(layer(graph.concatenate([d, b]), 64, 24), name: "y")
        // Four roundings to 8 bits one after the other.
        #expect(try difference(of: graph, random.tensor([1, 16, 16, 16])) < 0.02)
    }

    @Test(.enabled(if: !isNative, "this processor multiplies bfloat16"))
    func `A processor without it is told, with what else there is`() {
        #expect(
            throws: GraphError.mismatch(
                site: "precision bf16", expected: "a processor that multiplies bfloat16 (AVX-512 BF16)",
                found: "one without; choose fast or int8")
        ) { try PlanOptions.Precision.bf16.checkProcessor() }
    }
}
