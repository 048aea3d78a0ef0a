import NeuralNetwork
import Testing

/// Our own Winograd convolutions beside the naive reference.
@Suite("tiled Winograd")
struct TiledWinogradTests {
    private var tiled: PlanOptions {
        var options = PlanOptions()
        options.preferredAlgorithm = .tiled
        return options
    }

    private func image(
        _ graph: inout Graph, _ random: inout SeededGenerator, _ shape: [Int]
    ) throws -> (value: Graph.Value, tensor: Tensor) {
        (try graph.input(name: "image", shape: [nil] + shape.dropFirst().map(Optional.some)), random.tensor(shape))
    }

    @Test(
        "channels, filters and borders of every remainder",
        arguments: [
            [1, 3, 3, 1, 1], [1, 4, 4, 3, 16], [2, 5, 7, 8, 8], [1, 9, 6, 17, 40], [3, 13, 17, 12, 24], [1, 20, 31, 33, 5],
            [1, 64, 66, 16, 30], [2, 7, 9, 16, 48], [1, 70, 65, 32, 16],
        ])
    func remainders(_ sizes: [Int]) throws {
        var random = SeededGenerator(seed: 1)
        let (channels, filters) = (sizes[3], sizes[4])
        for padding in [Padding.same, .valid, .explicit(top: 2, bottom: 0, left: 0, right: 1)] {
            var graph = Graph()
            let (x, tensor) = try image(&graph, &random, [sizes[0], sizes[1], sizes[2], channels])
            let y = try graph.convolution(
                x, kernel: random.tensor([3, 3, channels, filters]), bias: random.tensor([filters]), padding: padding)
            try graph.output(y, name: "features")
            try expectReference(graph, [tensor], tolerance: 1e-5, "\(padding)")
            #expect(try Plan(graph, inputShapes: [tensor.shape], options: tiled).description.contains("framerill:winograd"))
        }
    }

    @Test(
        "activations and additions behind it, joined and not",
        arguments: [
            Activation.relu(), .leakyRelu(alpha: 0.1), .relu6, .relu(maximum: 0.5, negativeSlope: 0.25, threshold: 0), .sigmoid,
            .silu,
        ])
    func followups(_ activation: Activation) throws {
        for isAddedFirst in [true, false] {
            var random = SeededGenerator(seed: 2)
            var graph = Graph()
            let (x, tensor) = try image(&graph, &random, [1, 14, 11, 20])
            var y = try graph.convolution(x, kernel: random.tensor([3, 3, 20, 20]), padding: .same)
            if isAddedFirst { y = try graph.elementwise(.add, [y, x]) }
            y = try graph.activation(y, activation)
            if !isAddedFirst { y = try graph.elementwise(.add, [y, x]) }
            // Again, over what was just made.
            y = try graph.elementwise(.add, [graph.convolution(y, kernel: random.tensor([3, 3, 20, 20]), padding: .same), y])
            try graph.output(y, name: "features")
            try expectReference(graph, [tensor], tolerance: 1e-5, "added first: \(isAddedFirst)")
        }
    }

    @Test("vectors of other processors compute the same", arguments: PlanOptions.possibleLanes)
    func otherVectors(lanes: Int) throws {
        var options = tiled
        options.preferredLanes = lanes
        for (extents, channels, filters) in [
            ([1, 3, 3], 1, 1), ([2, 5, 7], 8, 8), ([1, 9, 6], 17, 40), ([1, 64, 66], 16, 30), ([2, 9, 7], 16, 48),
            ([1, 64, 66], 32, 32),
        ] {
            for activation in [Activation.linear, .leakyRelu(alpha: 0.1)] {
                var random = SeededGenerator(seed: 5)
                var graph = Graph()
                var (x, tensor) = try image(&graph, &random, extents + [channels])
                x = try graph.convolution(
                    x, kernel: random.tensor([3, 3, channels, filters]), bias: random.tensor([filters]), padding: .same)
                // Again, with an addition and with as many tiles as one thread takes by itself.
                let again = try graph.convolution(
                    x, kernel: random.tensor([3, 3, filters, filters], in: -0.1...0.1), padding: .same)
                x = try graph.activation(graph.elementwise(.add, [again, x]), activation)
                try graph.output(x, name: "features")
                let plan = try Plan(graph, inputShapes: [tensor.shape], options: options)
                // Channels that fill whole vectors stay last, as they come.
                #expect(plan.description.contains("framerill:winograd"))
                #expect(plan.description.contains("/\(lanes)b") == (channels % lanes != 0 || filters % lanes != 0))
                let expected = ReferenceEvaluation(graph, [tensor]).outputs[0]
                for _ in 0..<2 {
                    let found = try difference(plan.run([tensor])[0], expected)
                    #expect(found < 1e-5, "\(channels) to \(filters): \(found)")
                }
            }
        }
    }

    @Test("one thread and several give the same bits", arguments: [[1, 40, 40, 16, 16], [1, 9, 9, 64, 96], [4, 90, 90, 8, 8]])
    func threads(_ sizes: [Int]) throws {
        var random = SeededGenerator(seed: 3)
        var graph = Graph()
        let (x, tensor) = try image(&graph, &random, [sizes[0], sizes[1], sizes[2], sizes[3]])
        try graph.output(
            graph.convolution(x, kernel: random.tensor([3, 3, sizes[3], sizes[4]]), padding: .same), name: "features")
        let answers = try [1, 2, 3, 7].map { threads in
            var options = tiled
            options.threads = threads
            return try Plan(graph, inputShapes: [tensor.shape], options: options).run([tensor])
        }
        #expect(answers.allSatisfy { $0 == answers[0] })
    }

    @Test("what is no number stays none", arguments: [Activation.relu(), .leakyRelu(alpha: 0.1), .relu6])
    func notANumber(_ activation: Activation) throws {
        var random = SeededGenerator(seed: 4)
        var graph = Graph()
        var (x, tensor) = try image(&graph, &random, [1, 8, 8, 8])
        tensor.withMutableElements { $0[3 * 8 * 8 + 3 * 8] = .nan }
        x = try graph.activation(graph.convolution(x, kernel: random.tensor([3, 3, 8, 8]), padding: .same), activation)
        try graph.output(x, name: "features")
        let result = try Plan(graph, inputShapes: [tensor.shape], options: tiled).run([tensor])[0]
        #expect(result.values[(3 * 8 + 3) * 8].isNaN)
    }
}
