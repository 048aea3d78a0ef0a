import NeuralNetwork
import Testing

@Suite struct `Gradients of elements` {
    @Test(arguments: [
        Activation.relu(), .relu(maximum: 0.5), .relu(negativeSlope: 0.25),
        .relu(maximum: 0.75, negativeSlope: 0.1, threshold: 0.25),
        .leakyRelu(alpha: 0.125), .elu(alpha: 0.5), .celu(alpha: 2), .selu, .sigmoid, .tanh, .softplus, .softsign, .exponential,
        .silu,
        .gelu(), .gelu(approximate: true), .hardSigmoid, .hardSigmoidRelu6, .hardSwish, .mish, .relu6, .logSigmoid, .hardTanh,
        .tanhShrink, .softShrink(threshold: 0.25), .hardShrink(threshold: 0.25), .threshold(0.25, replacement: 2), .squareplus(),
        .sparsePlus, .sparseSigmoid, .softmax(), .softmax(axis: 1), .logSoftmax(), .affine(factor: 2, offset: -1),
    ])
    func `An activation's gradient is its differences`(_ activation: Activation) throws {
        var generator = SeededGenerator(seed: 11)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [2, 3, 5, 4])
        let y = try graph.activation(x, activation)
        // Off the corners at multiples of 1/4, by half a grid of 1/256.
        let point = Tensor(shape: [2, 3, 5, 4]) { elements in
            for index in elements.indices {
                elements[index] = (Float.random(in: -4...4, using: &generator) * 128).rounded() / 128 + 1 / 256
            }
        }
        try expectCentralDifferences(graph, of: y, at: [point], "\(activation)")
    }

    @Test(arguments: MathFunction.allCases)
    func `A function's gradient is its differences`(_ function: MathFunction) throws {
        var generator = SeededGenerator(seed: 12)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [2, 9])
        let y = try graph.math(function, x)
        let range: ClosedRange<Float> = function == .arcHyperbolicCosine ? 1.5...3 : 0.25...0.75
        try expectCentralDifferences(graph, of: y, at: [generator.gridTensor([2, 9], in: range)], "\(function)")
    }

    @Test(arguments: [ElementwiseKind.add, .subtract, .multiply, .divide, .maximum, .minimum])
    func `Two values' gradients are summed over what was repeated`(_ kind: ElementwiseKind) throws {
        var generator = SeededGenerator(seed: 13)
        for shapes in [([2, 3, 4], [2, 3, 4]), ([2, 3, 4], [4]), ([2, 1, 4], [3, 1]), ([1], [2, 3])] {
            var graph = Graph()
            let x = try graph.input(name: "x", shape: shapes.0.map { $0 })
            let y = try graph.input(name: "y", shape: shapes.1.map { $0 })
            let z = try graph.elementwise(kind, x, y)
            let points = [generator.gridTensor(shapes.0), generator.gridTensor(shapes.1, in: 1.25...2)]
            try expectCentralDifferences(graph, of: z, at: points, "\(kind) \(shapes)")
        }
    }

    @Test(arguments: PairwiseFunction.allCases)
    func `A function of two numbers has its differences as gradients`(_ function: PairwiseFunction) throws {
        var generator = SeededGenerator(seed: 14)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [2, 3, 4])
        let y = try graph.input(name: "y", shape: [3, 1])
        let z = try graph.pairwise(function, x, y)
        let points = [generator.gridTensor([2, 3, 4], in: 0.3...0.7), generator.gridTensor([3, 1], in: 1.25...2)]
        try expectCentralDifferences(graph, of: z, at: points, "\(function)")
    }

    @Test func `A choice sends each gradient to the side that was chosen`() throws {
        var generator = SeededGenerator(seed: 15)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [2, 4])
        let y = try graph.input(name: "y", shape: [4])
        let condition = graph.constant(Tensor(shape: [2, 4], values: [1, 0, 1, 1, 0, 0, 1, 0]))
        let z = try graph.choice(condition, x, y)
        try expectCentralDifferences(graph, of: z, at: [generator.gridTensor([2, 4]), generator.gridTensor([4])])
    }

    @Test func `Slopes of a leaky ReLU are trained`() throws {
        var generator = SeededGenerator(seed: 16)
        let slopes = Variable(name: "alpha", generator.gridTensor([1, 1, 3], in: 0.1...0.5))
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [2, 3, 2, 3])
        let y = try graph.parametricRelu(x, alpha: slopes.tensor)
        try expectCentralDifferences(graph, of: y, at: [generator.gridTensor([2, 3, 2, 3])], variables: [slopes])
    }

    @Test(arguments: [StandardMeasure.standard, .deviation, .rootMeanSquare, .length])
    func `A normalisation's gradient is its differences`(_ measure: StandardMeasure) throws {
        var generator = SeededGenerator(seed: 17)
        for (axes, groups) in [([-1], nil), ([1, 2], nil), ([1, 2, 3], ElementGroups(axis: 3, count: 2))] {
            var graph = Graph()
            let x = try graph.input(name: "x", shape: [2, 3, 2, 4])
            let y = try graph.standardize(x, by: measure, axes: axes, epsilon: 1e-3, groups: groups)
            try expectCentralDifferences(graph, of: y, at: [generator.gridTensor([2, 3, 2, 4])], "\(measure) \(axes)")
        }
    }

    @Test func `Vectors of length 1 have the gradient of their direction`() throws {
        var generator = SeededGenerator(seed: 18)
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [3, 5])
        let y = try graph.l2Normalization(x)
        try expectCentralDifferences(graph, of: y, at: [generator.gridTensor([3, 5])])
    }

    @Test func `Settled statistics that are variables normalise, and pass gradients on`() throws {
        var generator = SeededGenerator(seed: 19)
        let weights = ["gamma", "beta", "mean", "variance"].map {
            Variable(name: $0, generator.gridTensor([3], in: 0.5...1.5))
        }
        for axis in [-1, 1] {
            var graph = Graph()
            let shape = axis == 1 ? [2, 3, 4, 2] : [2, 4, 2, 3]
            let x = try graph.input(name: "x", shape: shape.map { $0 })
            let y = try graph.batchNormalization(
                x, axis: axis, gamma: weights[0].tensor, beta: weights[1].tensor, mean: weights[2].tensor,
                variance: weights[3].tensor, epsilon: 1e-3)
            try expectCentralDifferences(graph, of: y, at: [generator.gridTensor(shape)], variables: weights)
        }
    }
}
