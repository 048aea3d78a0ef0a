import NeuralNetwork
import Testing

@Suite("random graphs")
struct RandomGraphTests {
    @Test("a plan computes what loops compute, however its operations were joined", arguments: 0..<150)
    func agreesWithLoops(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let (graph, inputs) = try RandomGraph(seed: seed).build(&random)
        try expectReference(graph, inputs, tolerance: 2e-4, "seed \(seed)")
    }
}

/// A graph of image operations whose values are read once, often, or are outputs in the middle.
private struct RandomGraph {
    private var graph = Graph()
    private var values: [Graph.Value] = []
    private let seed: UInt64

    init(seed: UInt64) { self.seed = seed }

    func build(_ random: inout SeededGenerator) throws -> (Graph, [Tensor]) {
        var copy = self
        let channels = [3, 8, 16, 32].randomElement(using: &random)!
        let shape = [Int.random(in: 1...2, using: &random), 8, 8, channels]
        copy.values.append(try copy.graph.input(name: "x", shape: [nil, nil, nil, channels]))
        for _ in 0..<Int.random(in: 3...14, using: &random) { try copy.grow(&random, batch: shape[0]) }
        // The last value, one in the middle, and sometimes the input itself.
        try copy.graph.output(copy.values.last!, name: "last")
        for index in 0..<Int.random(in: 0...2, using: &random) {
            try copy.graph.output(copy.values.randomElement(using: &random)!, name: "output \(index)")
        }
        return (copy.graph, [random.tensor(shape)])
    }

    private mutating func grow(_ random: inout SeededGenerator, batch: Int) throws {
        // Mostly the latest value, so that chains that can be joined come up often.
        let x = Bool.random(using: &random) ? values.last! : values.randomElement(using: &random)!
        let channels = graph.shape(of: x)[3]!
        graph.origin = "node \(values.count)"
        switch Int.random(in: 0..<14, using: &random) {
        case 0...3: values.append(try convolution(x, channels, &random))
        case 4: values.append(try normalization(x, channels, &random))
        case 5, 6: values.append(try graph.activation(x, activations.randomElement(using: &random)!))
        case 7: values.append(try graph.pooling(x, .maximum, size: (3, 3), strides: (1, 1), padding: .same))
        case 8: values.append(try graph.pooling(x, .average, size: (2, 2), strides: (1, 1), padding: .same))
        case 9, 10:
            let partners = values.filter { graph.shape(of: $0)[3] == channels }
            values.append(
                try graph.elementwise(Bool.random(using: &random) ? .add : .maximum, x, partners.randomElement(using: &random)!))
        case 11:
            let partner = values.randomElement(using: &random)!
            if channels + graph.shape(of: partner)[3]! <= 64 { values.append(try graph.concatenate([x, partner])) }
        case 12:
            let moved = try graph.transpose(x, permutation: [0, 3, 1, 2])
            let changed = try graph.activation(moved, activations.randomElement(using: &random)!)
            values.append(try graph.transpose(changed, permutation: [0, 2, 3, 1]))
        default:
            let padded = try graph.pad(x, top: 1, bottom: 1, left: 1, right: 1)
            let kernel = random.tensor([3, 3, channels, 16], in: -0.2...0.2)
            values.append(try graph.convolution(padded, kernel: kernel))
        }
    }

    private let activations: [Activation] = [
        .relu(), .leakyRelu(alpha: 0.1), .sigmoid, .silu, .relu6, .softsign, .hardSigmoid, .tanh, .elu(), .celu(alpha: 0.7),
    ]

    private mutating func convolution(_ x: Graph.Value, _ channels: Int, _ random: inout SeededGenerator) throws -> Graph.Value {
        let filters = [5, 16, 16, 32, channels].randomElement(using: &random)!
        let extent = [1, 3, 3].randomElement(using: &random)!
        let spread = 1 / Float(channels * extent * extent).squareRoot()
        let y = try graph.convolution(
            x, kernel: random.tensor([extent, extent, channels, filters], in: -2 * spread...2 * spread),
            bias: Bool.random(using: &random) ? random.tensor([filters]) : nil, padding: .same)
        guard Bool.random(using: &random) else { return y }
        let normalized = try normalization(y, filters, &random)
        return Bool.random(using: &random)
            ? normalized : try graph.activation(normalized, activations.randomElement(using: &random)!)
    }

    private mutating func normalization(
        _ x: Graph.Value, _ channels: Int, _ random: inout SeededGenerator
    ) throws -> Graph.Value {
        try graph.batchNormalization(
            x, gamma: random.tensor([channels], in: 0.5...1.5), beta: random.tensor([channels]), mean: random.tensor([channels]),
            variance: random.tensor([channels], in: 0.5...2), epsilon: 1e-3)
    }
}
