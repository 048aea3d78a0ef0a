import NeuralNetwork
import Testing

@Suite("operations that slide windows over images agree with loops in double precision")
struct WindowTests {
    struct Case: CustomTestStringConvertible {
        var image = [1, 9, 7, 16]
        var kernel = (3, 3)
        var filters = 16
        var strides = (1, 1)
        var padding = Padding.valid
        var dilation = (1, 1)
        var groups = 1
        var hasBias = true
        var testDescription: String { "\(self)" }
    }

    static let convolutions: [Case] = [
        Case(), Case(padding: .same), Case(image: [3, 8, 8, 32], filters: 64, padding: .same), Case(hasBias: false),
        Case(image: [2, 9, 11, 3], filters: 8, strides: (2, 2), padding: .same),
        Case(image: [1, 10, 13, 5], filters: 7, strides: (2, 3), padding: .same),
        Case(image: [1, 12, 12, 4], filters: 24, padding: .explicit(top: 0, bottom: 2, left: 1, right: 0)),
        Case(kernel: (1, 1)), Case(image: [1, 1, 1, 40], kernel: (1, 1), filters: 10),
        Case(image: [2, 1, 1, 16], padding: .same),
        Case(image: [1, 14, 14, 16], padding: .same, dilation: (2, 2)),
        Case(image: [1, 14, 12, 6], filters: 5, dilation: (3, 2)),
        Case(image: [1, 8, 8, 16], filters: 32, padding: .same, groups: 2),
        Case(image: [1, 8, 8, 12], filters: 18, strides: (2, 2), groups: 3),
        Case(image: [2, 9, 9, 24], filters: 24, padding: .same, groups: 24),
        Case(image: [1, 9, 9, 10], filters: 30, strides: (2, 2), padding: .same, groups: 10),
        Case(image: [1, 9, 9, 16], kernel: (5, 3), padding: .same, groups: 16),
        Case(image: [1, 20, 20, 64], filters: 64, padding: .same), Case(image: [1, 7, 30, 3], kernel: (7, 1), filters: 20),
        Case(
            image: [1, 30, 30, 1], kernel: (7, 7), filters: 6, strides: (2, 2),
            padding: .explicit(top: 3, bottom: 3, left: 3, right: 3)),
    ]

    @Test("convolution", arguments: convolutions)
    func convolution(_ c: Case) throws {
        var random = SeededGenerator(seed: 1)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, nil, nil, c.image[3]])
        let kernel = random.tensor([c.kernel.0, c.kernel.1, c.image[3] / c.groups, c.filters])
        let y = try graph.convolution(
            x, kernel: kernel, bias: c.hasBias ? random.tensor([c.filters]) : nil, strides: c.strides, padding: c.padding,
            dilation: c.dilation, groups: c.groups)
        try graph.output(y, name: "y")
        try expectReference(graph, [random.tensor(c.image)])
    }

    @Test("depthwise convolution keeps the results of a channel side by side", arguments: [1, 2, 3])
    func depthwise(multiplier: Int) throws {
        var random = SeededGenerator(seed: 2)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 8, 9, 16])
        let kernel = random.tensor([3, 3, 16, multiplier])
        try graph.output(
            graph.depthwiseConvolution(x, kernel: kernel, bias: random.tensor([16 * multiplier]), padding: .same), name: "y")
        let image = random.tensor([2, 8, 9, 16])
        try expectReference(graph, [image])
        // By the definition: channel c · multiplier + m of the result reads channel c alone.
        let result = Array64(try Plan(graph, batch: 2).run([image])[0])
        let (source, weights) = (Array64(image), Array64(kernel))
        for (c, m) in [(0, 0), (5, multiplier - 1), (15, 0)] {
            var sum = Double(graph.nodes[2].operation.biasValue(at: c * multiplier + m))
            for u in 0..<3 { for v in 0..<3 { sum += source[[1, 3 + u, 4 + v, c]] * weights[[u, v, c, m]] } }
            #expect(abs(result[[1, 4, 5, c * multiplier + m]] - sum) < 1e-4)
        }
    }

    static let transposed: [Case] = [
        Case(), Case(padding: .same), Case(strides: (2, 2), padding: .same), Case(strides: (2, 2)),
        Case(image: [2, 5, 6, 3], kernel: (4, 4), filters: 5, strides: (2, 2), padding: .same),
        Case(image: [1, 5, 6, 8], kernel: (2, 2), filters: 8, strides: (3, 3)),
        Case(image: [1, 5, 6, 8], kernel: (2, 2), filters: 8, strides: (3, 3), padding: .same),
        Case(image: [1, 5, 6, 8], kernel: (3, 3), filters: 4, padding: .same, dilation: (2, 2)), Case(hasBias: false),
        Case(image: [1, 6, 5, 32], kernel: (5, 3), filters: 16, strides: (2, 1), padding: .same),
    ]

    @Test("transposed convolution", arguments: transposed)
    func transposedConvolution(_ c: Case) throws {
        var random = SeededGenerator(seed: 3)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, nil, nil, c.image[3]])
        let y = try graph.transposedConvolution(
            x, kernel: random.tensor([c.kernel.0, c.kernel.1, c.filters, c.image[3]]),
            bias: c.hasBias ? random.tensor([c.filters]) : nil, strides: c.strides, padding: c.padding, dilation: c.dilation)
        try graph.output(graph.activation(y, .relu()), name: "y")
        try expectReference(graph, [random.tensor(c.image)])
    }

    @Test("transposed convolution with an output padding", arguments: [Padding.valid, .same], [0, 1])
    func outputPadding(padding: Padding, extra: Int) throws {
        var random = SeededGenerator(seed: 4)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 5, 4, 6])
        let y = try graph.transposedConvolution(
            x, kernel: random.tensor([3, 3, 8, 6]), bias: random.tensor([8]), strides: (2, 2), padding: padding,
            outputPadding: (extra, extra))
        try graph.output(y, name: "y")
        // Keras: (length − 1) · stride + kernel − 2 · pad + outputPadding.
        #expect(graph.shape(of: y)[1] == 4 * 2 + 3 - (padding == .same ? 2 : 0) + extra)
        try expectReference(graph, [random.tensor([1, 5, 4, 6])])
    }

    @Test("pooling ignores its padding", arguments: [PoolingKind.maximum, .average], [Padding.valid, .same])
    func pooling(kind: PoolingKind, padding: Padding) throws {
        for (size, stride) in [(2, 2), (3, 2), (3, 1), (1, 2)] {
            for channels in [3, 16, 20] {
                var random = SeededGenerator(seed: 5)
                var graph = Graph()
                let x = try graph.input(name: "x", shape: [nil, nil, nil, channels])
                // Negative values tell padding with zeros from padding that doesn't count.
                let shifted = try graph.scale(x, by: 1, offset: -3)
                let pooled = try graph.pooling(shifted, kind, size: (size, size), strides: (stride, stride), padding: padding)
                try graph.output(pooled, name: "y")
                try expectReference(graph, [random.tensor([2, 9, 8, channels])], "size \(size), stride \(stride)")
            }
        }
    }

    @Test("global pooling", arguments: [PoolingKind.maximum, .average], [true, false])
    func globalPooling(kind: PoolingKind, keeps: Bool) throws {
        for channels in [5, 32] {
            var random = SeededGenerator(seed: 6)
            var graph = Graph()
            let x = try graph.input(name: "x", shape: [nil, 7, 6, channels])
            let y = try graph.convolution(x, kernel: random.tensor([1, 1, channels, channels]))
            try graph.output(graph.globalPooling(y, kind, keepDimensions: keeps), name: "y")
            try expectReference(graph, [random.tensor([2, 7, 6, channels])])
        }
    }

    @Test(
        "upsampling", arguments: [Interpolation.nearest, .bilinear, .bilinearLegacy, .bilinearAlignedCorners],
        [[2, 2], [3, 1], [1, 4]])
    func upsampling(interpolation: Interpolation, factors: [Int]) throws {
        for channels in [3, 16] {
            var random = SeededGenerator(seed: 7)
            var graph = Graph()
            let x = try graph.input(name: "x", shape: [nil, nil, 5, channels])
            let y = try graph.convolution(x, kernel: random.tensor([1, 1, channels, channels]))
            try graph.output(graph.upsample(y, size: (factors[0], factors[1]), interpolation: interpolation), name: "y")
            try expectReference(graph, [random.tensor([2, 4, 5, channels])])
        }
    }
}

extension Operation {
    func biasValue(at index: Int) -> Float { (self as? Constant)?.tensor.values[index] ?? .nan }
}
