import HDF5
import NeuralNetwork
import TestMaterial
import Testing
import Training

@Suite struct `Generators of Python and NumPy` {
    @Test(arguments: [0, 1, -1, 10101, 1_099_511_627_779])
    func `draw what Python draws`(seed: Int) throws {
        let reference = try TrainingReferences.open("random").group("python/\(seed)")
        var random = PythonRandom(seed: seed)
        #expect((0..<4).map { _ in random.unit() } == (try reference.numbers("random")))
        #expect((0..<4).map { _ in Int64(random.integer(in: 0...2_147_483_647)) } == (try reference.numbers("randint")))
        let bound = 1 << 50
        #expect((0..<4).map { _ in Int64(random.integer(in: -bound...bound)) } == (try reference.numbers("randint_wide")))
        var numbers = (0..<20).map { Int64($0) }
        random.shuffle(&numbers)
        #expect(numbers == (try reference.numbers("shuffle")))
    }

    @Test(arguments: [0, 1, 123_456_789, .max] as [UInt32])
    func `draw what NumPy draws`(seed: UInt32) throws {
        let reference = try TrainingReferences.open("random").group("numpy/\(seed)")
        var random = NumPyRandom(seed: seed)
        #expect((0..<5).map { _ in random.unit() } == (try reference.numbers("rand")))
        #expect((0..<7).map { _ in random.normal() } == (try reference.numbers("randn")))
        #expect((0..<4).map { _ in random.uniform(-3, 2) } == (try reference.numbers("uniform")))
        #expect((0..<6).map { _ in Int64(random.integer(in: -5..<1000)) } == (try reference.numbers("randint")))
        #expect((0..<3).map { _ in Int64(random.integer(in: 0..<1 << 40)) } == (try reference.numbers("randint_wide")))
        #expect(random.permutation(20).map(Int64.init) == (try reference.numbers("permutation")))
        #expect((0..<5).map { _ in random.normal(mean: 10, standardDeviation: 0.5) } == (try reference.numbers("normal")))
    }

    @Test(.enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence)))
    func `make the inputs of the assignments`() throws {
        let group = try HDF5File(reading: SharedMaterial.path("fixtures/assignments.h5")).root.group("tf1.identity_block")
        var random = NumPyRandom(seed: 1)
        let numbers = Tensor(shape: [3, 4, 4, 6], values: (0..<288).map { _ in Float(random.normal()) })
        #expect(numbers == (try group.tensor("X")))
    }
}
