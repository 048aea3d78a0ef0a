import NeuralNetwork
import Testing

/// Winograd convolutions of whole numbers beside the naive reference, which multiplies every pair.
@Suite struct `Winograd with whole numbers` {
    struct Case: CustomTestStringConvertible {
        var image = [1, 12, 16, 32]
        var filters = 32
        var padding = Padding.same
        var isSigned = true
        var activation = Activation.leakyRelu(alpha: 0.1)
        var hasBias = true
        var threads = 2
        var testDescription: String { "\(self)" }
    }

    static let cases: [Case] = [
        Case(), Case(isSigned: false, activation: .relu()),
        Case(image: [2, 5, 7, 3], filters: 5, padding: .valid, hasBias: false),
        Case(image: [1, 13, 6, 17], filters: 41, isSigned: false, activation: .relu6),
        Case(image: [3, 9, 9, 65], filters: 16, padding: .explicit(top: 2, bottom: 0, left: 0, right: 1), activation: .sigmoid),
        // Blocks of tiles of their own for each thread; and more channels than are summed in whole numbers.
        Case(image: [1, 120, 96, 16], filters: 16, threads: 3), Case(image: [1, 6, 6, 300], filters: 24, activation: .linear),
        Case(image: [1, 1, 1, 1], filters: 1),
    ]

    private func options(_ algorithm: ConvolutionAlgorithm, lanes: Int? = nil, threads: Int = 2) -> PlanOptions {
        var options = PlanOptions(precision: .int8, threads: threads)
        (options.preferredAlgorithm, options.preferredLanes) = (algorithm, lanes)
        return options
    }

    /// A kernel whose numbers stand for themselves, as do those of an image up to 127 or 255.
    private func whole(_ kernel: Tensor, isSigned: Bool) -> Tensor {
        kernel.noted(
            WeightNotes(
                name: "kernel",
                quantization: KernelQuantization(
                    inputRange: isSigned ? -127...127 : 0...255, scales: [Float](repeating: 1, count: kernel.shape[3]))))
    }

    private func numbers(_ shape: [Int], _ range: ClosedRange<Int>, _ random: inout SeededGenerator) -> Tensor {
        Tensor(shape: shape) { for index in $0.indices { $0[index] = Float(Int.random(in: range, using: &random)) } }
    }

    /// The code of processors with VNNI, with AVX2, and of all; where this one has them.
    @Test(arguments: cases, [16, 8, 4])
    func `Sums agree with loops in double precision`(_ c: Case, lanes: Int) throws {
        var random = SeededGenerator(seed: 11)
        var graph = Graph()
        let x = try graph.input(name: "image", shape: [nil, nil, nil, c.image[3]])
        let kernel = whole(numbers([3, 3, c.image[3], c.filters], -127...127, &random), isSigned: c.isSigned)
        let bias = c.hasBias ? numbers([c.filters], -9999...9999, &random) : nil
        let y = try graph.convolution(x, kernel: kernel, bias: bias, padding: c.padding)
        // Sums of a size that shows in every function.
        try graph.output(graph.activation(graph.scale(y, by: 1e-5, offset: 0), c.activation), name: "y")
        let image = numbers(c.image, c.isSigned ? -127...127 : 0...255, &random)
        let plan = try Plan(graph, inputShapes: [c.image], options: options(.tiled, lanes: lanes, threads: c.threads))
        #expect(plan.description.contains("framerill:winograd:int8"), "\(plan)")
        let expected = ReferenceEvaluation(graph, [image]).outputs[0]
        for _ in 0..<2 { #expect(difference(try plan.run([image])[0], expected) < 1e-2) }
    }

    @Test(arguments: [true, false], [16, 8, 4])
    func `No image makes a sum overflow`(_ isSigned: Bool, lanes: Int) throws {
        // What a row of Bᵀ makes the most of, with a kernel that is one number: the corner of each tile sums 1024 products, all as large as
        // can be.
        let (channels, signs) = (1024, [1, 0, -1, 0, 1, 0] as [Float])
        var graph = Graph()
        let x = try graph.input(name: "image", shape: [nil, 6, 6, channels])
        let corner = Tensor(shape: [3, 3, channels, 8]) { for index in 0..<channels * 8 { $0[index] = 127 } }
        try graph.output(graph.convolution(x, kernel: whole(corner, isSigned: isSigned)), name: "y")
        let image = Tensor(shape: [1, 6, 6, channels]) { elements in
            for place in 0..<36 {
                let sign = signs[place / 6] * signs[place % 6]
                let number: Float = isSigned ? 127 * sign : sign > 0 ? 255 : 0
                for channel in 0..<channels { elements[place * channels + channel] = number }
            }
        }
        let plan = try Plan(graph, inputShapes: [image.shape], options: options(.tiled, lanes: lanes))
        let expected = ReferenceEvaluation(graph, [image]).outputs[0]
        #expect(difference(try plan.run([image])[0], expected) < 1e-2)
    }

    @Test func `Numbers stay whole from one to the next, and are nearly those that bytes give`() throws {
        var random = SeededGenerator(seed: 12)
        var graph = Graph()
        let x = try graph.input(name: "image", shape: [nil, 20, 20, 32])
        let tensor = random.tensor([1, 20, 20, 32])
        var y = x
        for layer in 0..<3 {
            let kernel = random.tensor([3, 3, 32, 32], in: -0.1...0.1)
            // The last reads what is never negative.
            let range: ClosedRange<Float> = layer == 0 ? -1...1 : layer == 1 ? -0.5...2 : 0...2
            let quantization = try KernelQuantization(kernel, filters: 32, inputRange: range)
            y = try graph.convolution(
                y, kernel: kernel.noted(WeightNotes(name: "\(layer)", quantization: quantization)), padding: .same)
            y = try graph.activation(y, layer == 1 ? .relu() : .leakyRelu(alpha: 0.1))
        }
        try graph.output(y, name: "y")
        let plan = try Plan(graph, inputShapes: [tensor.shape], options: options(.tiled))
        let lines = plan.description.split(separator: "\n")
        #expect(lines.count { $0.contains("framerill:winograd:int8") } == 3, "\(plan)")
        let bytes = try Plan(graph, inputShapes: [tensor.shape], options: options(.direct)).run([tensor])[0]
        let found = try plan.run([tensor])[0]
        #expect(difference(found, Array64(bytes)) < 0.04)
        #expect(difference(found, ReferenceEvaluation(graph, [tensor]).outputs[0]) < 0.05)
        #expect(try plan.run([tensor])[0] == found)
    }

    @Test func `Something that is added is left to other convolutions`() throws {
        var random = SeededGenerator(seed: 13)
        var graph = Graph()
        let x = try graph.input(name: "image", shape: [nil, 8, 8, 16])
        let kernel = whole(numbers([3, 3, 16, 16], -127...127, &random), isSigned: true)
        try graph.output(graph.elementwise(.add, [graph.convolution(x, kernel: kernel, padding: .same), x]), name: "y")
        let image = numbers([1, 8, 8, 16], -127...127, &random)
        let plan = try Plan(graph, inputShapes: [image.shape], options: options(.tiled))
        #expect(!plan.description.contains("framerill:winograd"))
        #expect(difference(try plan.run([image])[0], ReferenceEvaluation(graph, [image]).outputs[0]) < 0.02)
    }
}
