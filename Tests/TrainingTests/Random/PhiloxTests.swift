import HDF5
import NeuralNetwork
import Testing
import Training

@Suite struct `Philox streams` {
    /// Logarithms, sines and cosines are the C library's; the same as TensorFlow's where that is the same, else almost.
    static let slack = 1

    @Test func `encrypts as its authors do`() {
        // From the known answers of Random123, `philox4x32 10`.
        var zero = Philox(key: .zero)
        #expect(zero.next() == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
        var ones = Philox(key: SIMD2(repeating: .max), counter: SIMD4(repeating: .max))
        #expect(ones.next() == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
        #expect(ones.counter == .zero)
    }

    @Test func `skips as if it had drawn`() {
        var drawn = Philox(key: SIMD2(1, 2), counter: SIMD4(.max - 1, .max, .max, 3))
        var skipped = drawn
        for _ in 0..<5 { _ = drawn.next() }
        skipped.skip(5)
        #expect(drawn == skipped)
        #expect(skipped.counter == SIMD4(3, 0, 0, 4))
    }

    @Test(arguments: ["plain", "pair", "wide", "negative"])
    func `draws from stateless seeds what TensorFlow draws`(_ name: String) throws {
        let reference = try TrainingReferences.open("random").group("stateless/\(name)")
        let seed: [Int64] = try reference.numbers("seed")
        let stream = Philox(stateless: Int(seed[0]), Int(seed[1]))
        #expect(stream.tensor(shape: [103], .uniform(-2, 5)) == (try reference.tensor("uniform")))
        let normal = stream.tensor(shape: [103], .normal(mean: 0.5, standardDeviation: 3))
        #expect(distance(normal, try reference.tensor("normal")) <= Self.slack)
        let truncated = stream.tensor(shape: [1003], .truncatedNormal(mean: 0.5, standardDeviation: 3))
        #expect(distance(truncated, try reference.tensor("truncated_normal")) <= Self.slack)
    }

    @Test func `draws for each call of Keras 3's generator what Keras draws`() throws {
        let reference = try TrainingReferences.open("initializers").group("keras3/generator")
        var generator = SeedGenerator(seed: 5)
        for call in 0..<3 {
            let numbers = generator.next().tensor(shape: [5], .normal())
            #expect(distance(numbers, try reference.tensor("\(call)")) <= Self.slack)
        }
    }
}
