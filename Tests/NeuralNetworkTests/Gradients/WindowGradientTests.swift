import NeuralNetwork
import Testing

@Suite struct `Gradients of windows` {
    struct Case: Sendable, CustomStringConvertible {
        var image: [Int]
        var kernel: [Int]
        var strides = (1, 1)
        var padding = Padding.same
        var dilation = (1, 1)
        var groups = 1
        var hasBias = true

        var description: String { "\(image) \(kernel) \(strides) \(padding) \(dilation) \(groups)" }
    }

    @Test(arguments: [
        Case(image: [2, 6, 5, 3], kernel: [3, 3, 3, 4]),
        Case(image: [2, 7, 6, 3], kernel: [3, 2, 3, 4], strides: (2, 2)),
        Case(image: [1, 5, 5, 8], kernel: [1, 1, 8, 16], hasBias: false),
        Case(image: [2, 5, 6, 8], kernel: [1, 1, 8, 16], strides: (2, 2), padding: .valid),
        Case(image: [1, 7, 5, 3], kernel: [1, 1, 3, 5], strides: (3, 1), padding: .same, hasBias: false),
        Case(image: [2, 2, 2, 8], kernel: [3, 3, 8, 8]),
        Case(image: [1, 2, 5, 3], kernel: [5, 3, 3, 4], dilation: (1, 2), hasBias: false),
        Case(image: [2, 6, 6, 4], kernel: [3, 3, 4, 2], padding: .valid, dilation: (2, 1)),
        Case(image: [1, 6, 6, 6], kernel: [3, 3, 2, 6], groups: 3),
        Case(image: [2, 5, 5, 5], kernel: [3, 3, 1, 5], strides: (2, 1), groups: 5),
        Case(image: [1, 6, 5, 3], kernel: [3, 3, 3, 4], padding: .explicit(top: 2, bottom: 0, left: 1, right: 1)),
    ])
    func `A convolution's gradients are its differences`(_ given: Case) throws {
        var generator = SeededGenerator(seed: 1)
        let kernel = Variable(name: "kernel", generator.gridTensor(given.kernel))
        let bias = Variable(name: "bias", generator.gridTensor([given.kernel[3]]))
        var graph = Graph()
        let x = try graph.input(name: "x", shape: given.image.map { $0 })
        let y = try graph.convolution(
            x, kernel: kernel.tensor, bias: given.hasBias ? bias.tensor : nil, strides: given.strides, padding: given.padding,
            dilation: given.dilation, groups: given.groups)
        try expectCentralDifferences(
            graph, of: y, at: [generator.gridTensor(given.image)], variables: given.hasBias ? [kernel, bias] : [kernel],
            "\(given)")
    }

    @Test func `A depthwise convolution's gradients are its differences`() throws {
        var generator = SeededGenerator(seed: 2)
        let kernel = Variable(name: "kernel", generator.gridTensor([3, 3, 4, 2]))
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [1, 26, 3, 4])
        let y = try graph.depthwiseConvolution(x, kernel: kernel.tensor, padding: .same)
        try expectCentralDifferences(graph, of: y, at: [generator.gridTensor([1, 26, 3, 4])], variables: [kernel])
    }

    @Test(arguments: [PoolingKind.maximum, .average], [Padding.valid, .same])
    func `A pooling's gradient is its differences`(_ kind: PoolingKind, _ padding: Padding) throws {
        var generator = SeededGenerator(seed: 3)
        // Distinct elements, so that no maximum changes its place within a step.
        let image = Tensor(shape: [2, 5, 6, 3], values: (0..<180).shuffled(using: &generator).map { Float($0) / 64 })
        for (size, strides) in [(2, (2, 2)), (3, (2, 2)), (3, (1, 1))] {
            var graph = Graph()
            let x = try graph.input(name: "x", shape: [2, 5, 6, 3])
            let y = try graph.pooling(x, kind, size: (size, size), strides: strides, padding: padding)
            try expectCentralDifferences(graph, of: y, at: [image], "\(kind) \(size) \(strides) \(padding)")
        }
    }

    @Test(arguments: [Interpolation.nearest, .bilinear])
    func `An upsampling's gradient is its differences`(_ interpolation: Interpolation) throws {
        var generator = SeededGenerator(seed: 4)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [2, 3, 4, 3])
        let y = try graph.upsample(x, size: (2, 3), interpolation: interpolation)
        try expectCentralDifferences(graph, of: y, at: [generator.gridTensor([2, 3, 4, 3])])
    }

    @Test(arguments: [4, 9])
    func `Channels that don't fill a block have the gradients of their own alone`(_ channels: Int) throws {
        var generator = SeededGenerator(seed: 6)
        let kernel = Variable(name: "kernel", generator.gridTensor([3, 3, 3, channels]))
        let bias = Variable(name: "bias", generator.gridTensor([channels]))
        let gamma = Variable(name: "gamma", generator.gridTensor([channels], in: 0.5...1.5))
        let beta = Variable(name: "beta", generator.gridTensor([channels]))
        for part in [1, 3] {
            var graph = Graph()
            let x = try graph.input(name: "x", shape: [2, 8, 8, 3])
            var y = try graph.convolution(
                graph.pad(x, top: 1, bottom: 1, left: 1, right: 1), kernel: kernel.tensor, bias: bias.tensor, strides: (2, 2))
            if part > 0 {
                y = try graph.batchStandardization(
                    y, gamma: graph.value(of: gamma), beta: graph.value(of: beta), epsilon: 1e-3
                ).result
            }
            if part > 1 { y = try graph.activation(y, .softplus) }
            if part > 2 { y = try graph.pooling(y, .maximum, size: (2, 2)) }
            try expectCentralDifferences(
                graph, of: y, at: [generator.gridTensor([2, 8, 8, 3])],
                // A normalisation takes a bias away, whose gradient is then 0 but for rounding.
                variables: [kernel] + (part > 0 ? [gamma, beta] : [bias]), "\(channels) channels, part \(part)")
        }
    }

    @Test func `Statistics that move a variable are still there on the way back`() throws {
        var generator = SeededGenerator(seed: 7)
        let gamma = Variable(name: "gamma", generator.gridTensor([4], in: 0.5...1.5))
        let moving = Variable(name: "moving", Tensor(shape: [4]))
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [2, 4, 4, 4])
        let statistics = try graph.batchStandardization(
            x, gamma: graph.value(of: gamma), beta: graph.constant(Tensor(shape: [4])), epsilon: 1e-3)
        try graph.assign(graph.scale(statistics.variance, by: 0.5), to: moving)
        try expectCentralDifferences(
            graph, of: statistics.result, at: [generator.gridTensor([2, 4, 4, 4])], variables: [gamma])
    }

    @Test(arguments: [3, 8, 16])
    func `A ReLU behind a normalisation is done in its pass, unless another reads what lies between`(_ channels: Int) throws {
        var generator = SeededGenerator(seed: 8)
        let kernel = Variable(name: "kernel", generator.gridTensor([3, 3, 3, channels]))
        let gamma = Variable(name: "gamma", generator.gridTensor([channels], in: 0.5...1.5))
        let beta = Variable(name: "beta", generator.gridTensor([channels]))
        let moving = Variable(name: "moving", Tensor(shape: [channels]))
        for isReadTwice in [false, true] {
            var graph = Graph()
            let x = try graph.input(name: "x", shape: [2, 6, 6, 3])
            let statistics = try graph.batchStandardization(
                graph.convolution(x, kernel: kernel.tensor), gamma: graph.value(of: gamma), beta: graph.value(of: beta),
                epsilon: 1e-3)
            try graph.assign(statistics.mean, to: moving)
            var y = try graph.activation(statistics.result, .relu())
            if isReadTwice { y = try graph.multiply([y, statistics.result]) }
            try expectCentralDifferences(
                graph, of: y, at: [generator.gridTensor([2, 6, 6, 3])], variables: [kernel, gamma, beta],
                // Small, for a step across 0 has no such differences.
                step: 1 / 32768, "read twice: \(isReadTwice)")
            var trained = graph
            let loss = try trained.reduction(y, .sum, axes: [0, 1, 2, 3], keepDimensions: true)
            let gradient = try trained.gradients(of: loss, withRespectTo: [trained.value(of: kernel)])
            try trained.output(gradient[0], name: "gradient")
            let steps = try Plan(trained, inputShapes: [[2, 6, 6, 3]]).description
            #expect(steps.contains("activation") == isReadTwice, "\(steps)")
        }
    }

    @Test func `A convolution with ReLU, pooling and normalisation trains through joined operations`() throws {
        var generator = SeededGenerator(seed: 5)
        let kernel = Variable(name: "kernel", generator.gridTensor([3, 3, 3, 8]))
        let second = Variable(name: "second", generator.gridTensor([1, 1, 8, 8]))
        let gamma = Variable(name: "gamma", generator.gridTensor([8], in: 0.5...1.5))
        let beta = Variable(name: "beta", generator.gridTensor([8]))
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [2, 8, 8, 3])
        var y = try graph.convolution(x, kernel: kernel.tensor, padding: .same)
        y = try graph.batchStandardization(
            y, gamma: graph.value(of: gamma), beta: graph.value(of: beta), epsilon: 1e-3
        ).result
        y = try graph.activation(y, .tanh)
        let short = try graph.pooling(y, .average, size: (2, 2))
        y = try graph.activation(graph.convolution(short, kernel: second.tensor), .sigmoid)
        y = try graph.globalPooling(graph.add([y, short]), .average)
        try expectCentralDifferences(
            graph, of: y, at: [generator.gridTensor([2, 8, 8, 3])], variables: [kernel, second, gamma, beta])
    }
}
