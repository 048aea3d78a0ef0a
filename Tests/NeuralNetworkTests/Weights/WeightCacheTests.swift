import Foundation
import NeuralNetwork
import Synchronization
import TestMaterial
import Testing

@Suite("packed weights on the disk")
struct WeightCacheTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path("cache/weights") }
    private let input: Tensor
    private let kernel: Tensor

    private static let shape = [1, 12, 12, 64]

    init() throws {
        folder = try TemporaryFolder()
        var random = SeededGenerator(seed: 1)
        input = random.tensor(Self.shape)
        kernel = random.tensor([3, 3, 64, 64], in: -0.1...0.1)
    }

    /// Elements that are a file's, so to say: what they are is known without reading them.
    private struct NamedSource: ElementSource {
        let tensor: Tensor
        let identity: String?

        func read(_ range: Range<Int>, into elements: UnsafeMutableBufferPointer<Float>) throws {
            try tensor.read(range, into: elements)
        }
    }

    private func graph(_ kernel: Tensor, scale: Float? = nil) throws -> Graph {
        var graph = Graph()
        var x = try graph.input(name: "image", shape: [nil] + Self.shape.dropFirst().map(Optional.some))
        x = try graph.convolution(x, kernel: kernel, padding: .same)
        if let scale {
            func all(_ value: Float) -> Tensor { Tensor(shape: [64], values: [Float](repeating: value, count: 64)) }
            x = try graph.batchNormalization(x, gamma: all(scale), beta: all(0), mean: all(0), variance: all(1), epsilon: 1e-3)
        }
        try graph.output(x, name: "features")
        return graph
    }

    /// A plan as a process would make it that starts now.
    private func plan(
        _ kernel: Tensor, scale: Float? = nil, winograd: Bool = true, _ cache: WeightCache?
    ) throws -> Plan {
        var options = PlanOptions(precision: winograd ? .fast : .exact, weightCache: cache)
        options.preferredAlgorithm = winograd ? .tiled : nil
        return try Plan(graph(kernel, scale: scale), inputShapes: [Self.shape], options: options)
    }

    /// Runs a plan twice, waits until its weights are written, and gives the answer, without a cache, for comparison.
    private func fill(_ kernel: Tensor, winograd: Bool = true, capacity: Int = 1 << 30) throws -> [Tensor] {
        let cache = WeightCache(folder: path, capacity: capacity)
        let plan = try plan(kernel, winograd: winograd, cache)
        for _ in 0..<2 { _ = try plan.run([input]) }
        cache.finishWriting()
        return try self.plan(kernel, winograd: winograd, nil).run([input])
    }

    private var files: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted().map { "\(path)/\($0)" }
    }

    @Test("kernels of whole numbers are kept for their scales alone")
    func wholeNumbers() throws {
        let large = Tensor(shape: [3, 3, 64, 512]) { elements in
            for index in elements.indices { elements[index] = Float(index % 101) / 500 - 0.1 }
        }
        func answers(_ range: ClosedRange<Float>, times: Float = 1, _ cache: WeightCache?) throws -> (
            answer: [Tensor], mapped: Int
        ) {
            var quantization = try KernelQuantization(large, filters: 512, inputRange: range)
            quantization.scales = quantization.scales.map { $0 * times }
            let noted = large.noted(WeightNotes(name: "kernel", quantization: quantization))
            let plan = try Plan(
                graph(noted), inputShapes: [Self.shape], options: PlanOptions(precision: .int8, weightCache: cache))
            let answer = try plan.run([input])
            #expect(try plan.run([input]) == answer)
            cache?.finishWriting()
            return (answer, plan.memory.mappedWeightBytes)
        }
        let expected = try answers(-1...1, nil).answer
        #expect(try answers(-1...1, WeightCache(folder: path)).mapped == 0)
        let again = try answers(-1...1, WeightCache(folder: path))
        #expect(again.answer == expected && again.mapped >= 9 * 64 * 512)
        // Other scales are other numbers; the input's range isn't in the kernel.
        #expect(try answers(-1...1, times: 2, WeightCache(folder: path)).mapped == 0)
        #expect(try answers(-0.5...0.5, WeightCache(folder: path)).mapped == again.mapped)
    }

    @Test("what one process packed, the next one maps, and answers the same", arguments: [true, false])
    func secondProcess(winograd: Bool) throws {
        let expected = try fill(kernel, winograd: winograd, capacity: 1 << 30)
        guard winograd else {
            // 147 kB, which are packed as fast as a file is opened.
            #expect(files.isEmpty)
            return
        }
        #expect(files.count == 1)
        let next = try plan(kernel, WeightCache(folder: path))
        #expect(next.memory.mappedWeightBytes == 0)
        for _ in 0..<3 {
            #expect(try next.run([input]) == expected)
            #expect(next.memory.mappedWeightBytes == 36 * 64 * 64 * 4)
        }
    }

    @Test("nothing is written for a plan that is asked once")
    func oneAnswer() throws {
        let cache = WeightCache(folder: path)
        _ = try plan(kernel, cache).run([input])
        cache.finishWriting()
        #expect(files.isEmpty)
    }

    @Test("weights that differ in one bit, in a factor or in their form are others")
    func foreignWeights() throws {
        _ = try fill(kernel)
        var other = kernel
        other.withMutableElements { $0[1000] = Float(bitPattern: $0[1000].bitPattern ^ 1) }
        let cache = WeightCache(folder: path)
        for (plan, reference) in [
            (try plan(other, cache), try plan(other, nil)), (try plan(kernel, scale: 2, cache), try plan(kernel, scale: 2, nil)),
            (try plan(kernel, winograd: false, cache), try plan(kernel, winograd: false, nil)),
        ] {
            #expect(try plan.run([input]) == reference.run([input]))
            #expect(plan.memory.mappedWeightBytes == 0)
        }
        let scaled = try plan(kernel, scale: 2, cache)
        for _ in 0..<2 { _ = try scaled.run([input]) }
        cache.finishWriting()
        #expect(files.count == 2)
        let again = try plan(kernel, scale: 2, cache)
        #expect(try again.run([input]) == plan(kernel, scale: 2, nil).run([input]))
        #expect(again.memory.mappedWeightBytes > 0)
    }

    @Test("elements of a source are known by its identity, and without one they aren't kept")
    func sources() throws {
        func stored(_ identity: String?) -> Tensor {
            Tensor(shape: kernel.shape, from: NamedSource(tensor: kernel, identity: identity))
        }
        _ = try fill(stored(nil))
        #expect(files.isEmpty)
        _ = try fill(stored("a file of yesterday"))
        #expect(files.count == 1)
        for (identity, isMapped) in [("a file of yesterday", true), ("a file of today", false), (nil, false)] {
            let plan = try plan(stored(identity), WeightCache(folder: path))
            _ = try plan.run([input])
            #expect((plan.memory.mappedWeightBytes > 0) == isMapped, "\(identity ?? "none")")
        }
    }

    @Test("what was packed from elements that changed meanwhile isn't kept")
    func changingSource() throws {
        final class ChangingSource: ElementSource {
            let tensor: Tensor
            let version = Mutex(0)
            var identity: String? { version.withLock { "version \($0)" } }

            init(_ tensor: Tensor) { self.tensor = tensor }

            func read(_ range: Range<Int>, into elements: UnsafeMutableBufferPointer<Float>) throws {
                version.withLock { $0 += 1 }
                try tensor.read(range, into: elements)
            }
        }
        _ = try fill(Tensor(shape: kernel.shape, from: ChangingSource(kernel)))
        #expect(files.isEmpty)
    }

    /// Where damage can lie: in the text, behind it, in the sample, between samples, at the end.
    private static let places = [0, 20, 60, 4000, 4096, 4096 + 5000, 4096 + 65536, -1]

    @Test("a damaged file is removed and written anew, and who was given an answer made of it hears of it", arguments: places)
    func damage(place: Int) throws {
        let expected = try fill(kernel)
        let file = files[0]
        let whole = try Data(contentsOf: URL(filePath: file))
        var damaged = whole
        damaged[place < 0 ? whole.count + place : place] ^= 0x10
        try damaged.write(to: URL(filePath: file))
        let isSampled = place >= 0 && (place == 4096 || (place - 4096) % 65536 < 4096)
        let cache = WeightCache(folder: path)
        let plan = try plan(kernel, cache)
        let first = try plan.run([input])
        if isSampled {
            #expect(first == expected)
        } else {
            #expect {
                try plan.run([input])
            } throws: { error in
                "\(error)".contains(
                    "expected the packed weights that were kept on the disk, found damaged ones, of which an answer")
            }
        }
        #expect(try plan.run([input]) == expected)
        cache.finishWriting()
        // Zeros behind the text are read by nobody.
        #expect(try place == 4000 || Data(contentsOf: URL(filePath: file)) == whole)
        #expect(files == [file])
    }

    @Test("a file that was cut, or has grown, is written anew", arguments: [0, 100, 4096, 200_000, -1])
    func otherSizes(bytes: Int) throws {
        let expected = try fill(kernel)
        let file = files[0]
        let whole = try Data(contentsOf: URL(filePath: file))
        try (bytes < 0 ? whole + Data([0]) : whole.prefix(bytes)).write(to: URL(filePath: file))
        #expect(try fill(kernel) == expected)
        #expect(try Data(contentsOf: URL(filePath: file)) == whole)
    }

    @Test("a file that is removed or replaced while it is mapped stays readable for who has it")
    func removal() throws {
        let expected = try fill(kernel)
        let plan = try plan(kernel, WeightCache(folder: path))
        #expect(try plan.run([input]) == expected)
        for file in files { try FileManager.default.removeItem(atPath: file) }
        for _ in 0..<2 { #expect(try plan.run([input]) == expected) }
        #expect(plan.memory.mappedWeightBytes > 0)
    }

    @Test("what was used longest ago makes room, and what would need all of it isn't kept")
    func capacity() throws {
        var random = SeededGenerator(seed: 2)
        let kernels = (0..<3).map { _ in random.tensor([3, 3, 64, 64]) }
        let bytes = 36 * 64 * 64 * 4 + 4096
        _ = try fill(kernels[0], capacity: 2 * bytes)
        let oldest = files
        _ = try fill(kernels[1], capacity: 2 * bytes)
        #expect(files.count == 2)
        let now = Date()
        for file in files {
            try FileManager.default.setAttributes(
                [.modificationDate: now.addingTimeInterval(file == oldest[0] ? -5000 : -9000)], ofItemAtPath: file)
        }
        // Using it makes it the youngest.
        _ = try plan(kernels[0], WeightCache(folder: path)).run([input])
        _ = try fill(kernels[2], capacity: 2 * bytes)
        #expect(files.count == 2)
        #expect(files.contains(oldest[0]))
        _ = try fill(kernel, capacity: bytes - 1)
        #expect(files.count == 2)
    }

    @Test("what was left half-written long ago is removed, and what is being written isn't")
    func leftovers() throws {
        _ = try fill(kernel)
        for (name, age) in [("old.part", 10_000.0), ("new.part", 10)] {
            _ = try folder.write("half", to: "cache/weights/\(name)")
            try FileManager.default.setAttributes(
                [.modificationDate: Date().addingTimeInterval(-age)], ofItemAtPath: "\(path)/\(name)")
        }
        var random = SeededGenerator(seed: 3)
        _ = try fill(random.tensor([3, 3, 64, 64]))
        #expect(files.count == 3)
        #expect(files.filter { $0.hasSuffix(".part") } == ["\(path)/new.part"])
    }

    @Test("where nothing can be written, plans answer as ever")
    func unwritable() throws {
        // A file where a folder would have to be: that stops root too.
        let file = try folder.write("", to: "file")
        let cache = WeightCache(folder: "\(file)/weights")
        let plan = try plan(kernel, cache)
        let expected = try self.plan(kernel, nil).run([input])
        for _ in 0..<3 { #expect(try plan.run([input]) == expected) }
        cache.finishWriting()
    }

    @Test("many that write and read the same folder at once all answer right")
    func concurrentUse() async throws {
        let expected = try plan(kernel, nil).run([input])
        let path = path
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let cache = WeightCache(folder: path)
                    let plan = try self.plan(kernel, cache)
                    let answers = try (0..<3).map { _ in try plan.run([input]) }
                    cache.finishWriting()
                    return answers.allSatisfy { $0 == expected }
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
        #expect(files.count == 1)
        let last = try plan(kernel, WeightCache(folder: path))
        #expect(try last.run([input]) == expected)
        #expect(last.memory.mappedWeightBytes > 0)
    }
}
