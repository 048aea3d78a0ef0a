import Foundation
import NeuralNetwork
import Testing

@Suite("convolutions of each channel by itself, divided by rows")
struct BandedDepthwiseTests {
    struct Case: CustomTestStringConvertible {
        var image = [1, 26, 31, 16]
        var kernel = (3, 3)
        var strides = (1, 1)
        var padding = Padding.same
        var hasBias = true
        var activation: Activation? = .relu()
        var threads = 2
        var testDescription: String { "\(self)" }
    }

    static let cases: [Case] = [
        Case(), Case(hasBias: false, activation: nil), Case(image: [2, 25, 24, 19], activation: .relu6),
        Case(image: [1, 49, 50, 24], strides: (2, 2), activation: .leakyRelu(alpha: 0.1)), Case(padding: .valid),
        Case(image: [1, 40, 7, 8], kernel: (5, 5), threads: 3), Case(image: [1, 60, 9, 3], kernel: (5, 3), strides: (2, 1)),
        Case(image: [1, 24, 3, 8], kernel: (7, 7)), Case(image: [1, 24, 1, 8], kernel: (3, 1)),
        Case(image: [1, 75, 20, 8], strides: (3, 3), padding: .explicit(top: 0, bottom: 2, left: 1, right: 0)),
        // Whole kernels in the padding.
        Case(image: [1, 20, 6, 8], padding: .explicit(top: 4, bottom: 5, left: 6, right: 4)),
        Case(image: [1, 30, 2, 8], kernel: (2, 4), padding: .explicit(top: 1, bottom: 0, left: 3, right: 3)),
    ]

    /// The first reads what it is given as that comes, the second what a Winograd convolution left in blocks.
    @Test("agree with loops in double precision, in the vectors of all processors", arguments: cases, PlanOptions.possibleLanes)
    func reference(_ c: Case, lanes: Int) throws {
        try check(c, lanes: lanes, isBlocked: false)
        try check(c, lanes: lanes, isBlocked: true)
    }

    private func check(_ c: Case, lanes: Int, isBlocked: Bool) throws {
        var random = SeededGenerator(seed: 81)
        var graph = Graph()
        let channels = c.image[3]
        var x = try graph.input(name: "x", shape: [nil, nil, nil, isBlocked ? 3 : channels])
        if isBlocked { x = try graph.convolution(x, kernel: random.tensor([3, 3, 3, channels]), padding: .same) }
        var y = try graph.depthwiseConvolution(
            x, kernel: random.tensor([c.kernel.0, c.kernel.1, channels, 1]), bias: c.hasBias ? random.tensor([channels]) : nil,
            strides: c.strides, padding: c.padding)
        if let activation = c.activation { y = try graph.activation(y, activation) }
        try graph.output(y, name: "y")
        // Reads all that was written, the rest of the last block of channels too.
        try graph.output(graph.convolution(y, kernel: random.tensor([1, 1, channels, 8])), name: "after")
        let image = random.tensor(c.image.dropLast() + [isBlocked ? 3 : channels])
        var options = PlanOptions(precision: isBlocked ? .fast : .exact, threads: c.threads)
        (options.preferredLanes, options.preferredAlgorithm) = (lanes, isBlocked ? .tiled : nil)
        let plan = try Plan(graph, inputShapes: [image.shape], options: options)
        #expect(plan.description.contains("framerill:depthwise"), "\(plan)")
        // No reorder stands between the image and what reads it, nor behind it; oneDNN may want one for what comes then.
        if !isBlocked, channels >= lanes, lanes != PlanOptions.processorLanes {
            #expect(!plan.description.contains("\(lanes)b"), "\(plan)")
        }
        let expected = ReferenceEvaluation(graph, [image]).outputs
        for _ in 0..<2 {
            for (result, expected) in zip(try plan.run([image]), expected) {
                let difference = difference(result, expected)
                #expect(result.shape == expected.shape && difference < 1e-5, "\(difference)")
            }
        }
    }

    @Test("swish, of all that a number can be, in the vectors of AVX-512")
    func swish() throws {
        var graph = Graph()
        let x = try graph.input(name: "x", shape: [1, 48, 40, 16])
        let one = Tensor(shape: [1, 1, 16, 1], values: [Float](repeating: 1, count: 16))
        try graph.output(graph.activation(graph.depthwiseConvolution(x, kernel: one), .silu), name: "y")
        var image = Tensor(shape: [1, 48, 40, 16]) {
            for index in $0.indices { $0[index] = -120 + 240 * Float(index) / Float($0.count) }
        }
        let extremes: [Float] = [
            .infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 0, 1e-30, -1e-30, .leastNonzeroMagnitude, .nan,
        ]
        image.withMutableElements { for (index, value) in extremes.enumerated() { $0[index] = value } }
        var options = PlanOptions(precision: .exact, threads: 2)
        options.preferredLanes = 16
        let plan = try Plan(graph, options: options)
        #expect(plan.description.contains("framerill:depthwise"), "\(plan)")
        for (value, result) in zip(image.values, try plan.run([image])[0].values) {
            let expected = Double(value) / (1 + exp(-Double(value)))
            #expect(
                value.isNaN
                    ? result.isNaN : Double(result) == expected || abs(Double(result) - expected) <= 3e-7 * abs(expected) + 1e-30)
        }
    }

    @Test("multiply each channel by a number of its own, over the image and beside it", arguments: PlanOptions.possibleLanes)
    func factors(lanes: Int) throws {
        for (image, isKept) in [
            ([1, 26, 9, 32], false), ([1, 24, 5, 48], true), ([2, 30, 4, 16], false), ([1, 40, 3, 20], false),
        ] {
            var random = SeededGenerator(seed: 83)
            var graph = Graph()
            let channels = image[3]
            let x = try graph.scale(graph.input(name: "x", shape: [nil, nil, nil, channels]), by: 2)
            let factors = try graph.activation(graph.reduction(x, .mean, axes: [1, 2], keepDimensions: true), .sigmoid)
            let y = try graph.multiply([x, factors])
            try graph.output(graph.convolution(y, kernel: random.tensor([1, 1, channels, 8])), name: "y")
            if isKept { try graph.output(x, name: "x") }
            var options = PlanOptions(precision: .exact, threads: 2)
            options.preferredLanes = lanes
            let tensor = random.tensor(image)
            let plan = try Plan(graph, inputShapes: [image], options: options)
            #expect(plan.description.contains("framerill:depthwise") == (image[0] == 1 && channels % lanes == 0), "\(plan)")
            for (result, expected) in zip(try plan.run([tensor]), ReferenceEvaluation(graph, [tensor]).outputs) {
                #expect(difference(result, expected) < 1e-5)
            }
        }
    }

    @Test("are oneDNN's on one thread, on few rows, and where more than a ReLU follows")
    func others() throws {
        func isBanded(rows: Int, threads: Int, _ activation: Activation) throws -> Bool {
            var random = SeededGenerator(seed: 82)
            var graph = Graph()
            let x = try graph.input(name: "x", shape: [1, rows, 8, 8])
            let y = try graph.depthwiseConvolution(x, kernel: random.tensor([3, 3, 8, 1]), padding: .same)
            try graph.output(graph.activation(y, activation), name: "y")
            return try Plan(graph, options: PlanOptions(threads: threads)).description.contains("framerill:depthwise")
        }
        #expect(try isBanded(rows: 24, threads: 2, .relu()))
        #expect(try !isBanded(rows: 23, threads: 2, .relu()))
        #expect(try !isBanded(rows: 24, threads: 1, .relu()))
        #expect(try !isBanded(rows: 24, threads: 2, .sigmoid))
    }
}
