import NeuralNetwork
import Testing

@Suite("operations on elements agree with loops in double precision")
struct ElementTests {
    static let activations: [Activation] = [
        .affine(factor: -2, offset: 0.5), .relu(), .relu(maximum: 2), .relu(negativeSlope: 0.2),
        .relu(maximum: 1.5, negativeSlope: 0.1),
        .relu(maximum: 2, negativeSlope: 0.3, threshold: 0.4), .leakyRelu(alpha: 0.1), .leakyRelu(alpha: 0.3), .elu(),
        .elu(alpha: 0.5),
        .celu(alpha: 1.5), .selu, .sigmoid, .tanh, .softplus, .softsign, .exponential, .silu, .gelu(), .gelu(approximate: true),
        .hardSigmoid, .hardSigmoidRelu6, .hardSwish, .mish, .relu6, .logSigmoid, .hardTanh, .tanhShrink, .softShrink(),
        .hardShrink(),
        .threshold(0.3, replacement: -7), .squareplus(),
    ]

    @Test("an activation, alone, after a convolution, and after a matrix product", arguments: activations)
    func activation(_ function: Activation) throws {
        for channels in [5, 16] {
            var random = SeededGenerator(seed: 11)
            var graph = Graph()
            let x = try graph.input(name: "x", shape: [nil, 6, 5, channels])
            try graph.output(graph.activation(x, function), name: "alone")
            let kernel = random.tensor([3, 3, channels, channels], in: -0.1...0.1)
            let convolution = try graph.convolution(x, kernel: kernel, padding: .same)
            try graph.output(graph.activation(convolution, function), name: "convolution")
            let dense = try graph.dense(x, weights: random.tensor([channels, 9]), bias: random.tensor([9]))
            try graph.output(graph.activation(dense, function), name: "dense")
            try expectReference(graph, [random.tensor([2, 6, 5, channels], in: -8...8)], "\(channels) channels")
        }
    }

    @Test("an activation of large and of no magnitude", arguments: activations)
    func extremes(_ function: Activation) throws {
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 4])
        try graph.output(graph.activation(x, function), name: "y")
        try expectReference(graph, [Tensor(shape: [2, 4], values: [0, 1e-6, 20, -20, 3, -3, 60, -60])])
    }

    @Test("softmax along each axis", arguments: [-1, 0, 1, 2, 3], [false, true])
    func softmax(axis: Int, isLogarithmic: Bool) throws {
        var random = SeededGenerator(seed: 12)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 3, 5, 7])
        let z = try graph.convolution(x, kernel: random.tensor([1, 1, 7, 16]))
        try graph.output(graph.activation(z, isLogarithmic ? .logSoftmax(axis: axis) : .softmax(axis: axis)), name: "y")
        try expectReference(graph, [random.tensor([2, 3, 5, 7], in: -9...9)])
    }

    @Test("softmax of vectors")
    func softmaxOfVectors() throws {
        var random = SeededGenerator(seed: 13)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 10])
        try graph.output(graph.activation(x, .softmax()), name: "y")
        try expectReference(graph, [random.tensor([3, 10], in: -30...30)])
    }

    @Test(
        "joining with broadcasting", arguments: [ElementwiseKind.add, .subtract, .multiply, .divide, .maximum, .minimum],
        [
            [[2, 4, 5, 16], [2, 4, 5, 16]], [[2, 4, 5, 16], [2, 1, 1, 16]], [[2, 1, 1, 16], [2, 4, 5, 16]],
            [[2, 4, 5, 3], [2, 4, 5, 1]],
            [[1, 4, 5, 20], [1, 4, 5, 20]], [[2, 4, 1, 6], [2, 1, 5, 6]], [[2, 7], [2, 7]], [[2, 7], [2, 1]],
            [[2, 3, 7], [2, 1, 7]],
            [[2, 4, 5, 16], [1, 1, 1, 16]], [[1, 4, 5, 16], [1, 1, 1, 1]], [[2, 3, 4, 5, 6], [2, 3, 4, 5, 6]],
        ])
    func broadcasting(kind: ElementwiseKind, shapes: [[Int]]) throws {
        var random = SeededGenerator(seed: 14)
        var graph = Graph()
        let values = try shapes.enumerated().map { try graph.input(name: "\($0)", shape: $1.map { $0 }) }
        try graph.output(graph.elementwise(kind, values[0], values[1]), name: "y")
        try expectReference(graph, shapes.map { random.tensor($0, in: 0.5...2) })
    }

    @Test(
        "joining a blocked value with constants, one row and one number",
        arguments: [ElementwiseKind.add, .subtract, .multiply, .divide])
    func constants(kind: ElementwiseKind) throws {
        for channels in [16, 10] {
            var random = SeededGenerator(seed: 15)
            var graph = Graph()
            let x = try graph.input(name: "x", shape: [nil, 6, 6, channels])
            let y = try graph.convolution(x, kernel: random.tensor([3, 3, channels, channels]), padding: .same)
            for (index, shape) in [[channels], [1], [6, 1, channels], [6, 6, 1]].enumerated() {
                let constant = graph.constant(random.tensor(shape, in: 1...2))
                try graph.output(graph.elementwise(kind, y, constant), name: "right\(index)")
                try graph.output(graph.elementwise(kind, constant, y), name: "left\(index)")
            }
            try expectReference(graph, [random.tensor([2, 6, 6, channels], in: 1...2)], tolerance: kind == .divide ? 1e-3 : 1e-4)
        }
    }

    @Test("several values are joined in one call, and averaged")
    func several() throws {
        var random = SeededGenerator(seed: 16)
        var graph = Graph()
        let values = try (0..<3).map { try graph.input(name: "\($0)", shape: [nil, 5]) }
        try graph.output(graph.add(values), name: "add")
        try graph.output(graph.multiply(values), name: "multiply")
        try graph.output(graph.maximum(values), name: "maximum")
        try graph.output(graph.minimum(values), name: "minimum")
        try graph.output(graph.average(values), name: "average")
        try graph.output(graph.subtract(values[0], values[1]), name: "subtract")
        try expectReference(graph, values.map { _ in random.tensor([2, 5]) })
    }

    @Test("batch normalization of any axis, with and without gamma and beta", arguments: [-1, 1, 2], [true, false])
    func batchNormalization(axis: Int, isPlain: Bool) throws {
        var random = SeededGenerator(seed: 17)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 4, 5, 18])
        let count = [4, 5, 18][axis < 0 ? 2 : axis - 1]
        for pooled in [false, true] {
            let source =
                pooled
                ? try graph.pooling(x, .maximum, size: (1, 1)) : try graph.convolution(x, kernel: random.tensor([1, 1, 18, 18]))
            let y = try graph.batchNormalization(
                source, axis: axis, gamma: isPlain ? nil : random.tensor([count]), beta: isPlain ? nil : random.tensor([count]),
                mean: random.tensor([count]), variance: random.tensor([count], in: 0.5...2), epsilon: 1e-3)
            try graph.output(graph.activation(y, .relu()), name: "\(pooled)")
        }
        try expectReference(graph, [random.tensor([2, 4, 5, 18])])
    }

    @Test("batch normalization of vectors")
    func batchNormalizationOfVectors() throws {
        var random = SeededGenerator(seed: 18)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 7])
        try graph.output(
            graph.batchNormalization(
                x, gamma: random.tensor([7]), beta: nil, mean: random.tensor([7]), variance: random.tensor([7], in: 0.5...2),
                epsilon: 1e-3), name: "y")
        try expectReference(graph, [random.tensor([3, 7])])
    }

    @Test("parametric relu with slopes for each element, and shared", arguments: [[4, 5, 16], [1, 1, 16], [1, 5, 1], [16]])
    func parametricRelu(slopes: [Int]) throws {
        var random = SeededGenerator(seed: 19)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 4, 5, 16])
        let y = try graph.convolution(x, kernel: random.tensor([1, 1, 16, 16]))
        try graph.output(graph.parametricRelu(y, alpha: random.tensor(slopes)), name: "blocked")
        try graph.output(graph.parametricRelu(x, alpha: random.tensor(slopes)), name: "plain")
        try expectReference(graph, [random.tensor([2, 4, 5, 16])])
    }

    @Test("dense along the last axis of any rank", arguments: [[3], [4, 3], [2, 4, 3], [2, 1, 5, 3]])
    func dense(shape: [Int]) throws {
        var random = SeededGenerator(seed: 20)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil] + shape.map { $0 })
        try graph.output(graph.dense(x, weights: random.tensor([3, 17]), bias: random.tensor([17])), name: "bias")
        try graph.output(graph.dense(x, weights: random.tensor([3, 5])), name: "none")
        try expectReference(graph, [random.tensor([2] + shape)])
    }

    @Test("l2 normalization", arguments: [-1, 1])
    func l2(axis: Int) throws {
        var random = SeededGenerator(seed: 21)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [nil, 4, 6])
        try graph.output(graph.l2Normalization(x, axis: axis), name: "y")
        try expectReference(graph, [random.tensor([2, 4, 6])])
        try expectReference(graph, [Tensor(shape: [1, 4, 6])])
    }
}
