import HDF5
import NeuralNetwork
import TestMaterial
import Testing
import Training

@Suite struct `Initializers` {
    private static let shapes = ["vector": [5], "matrix": [6, 4], "wide": [3, 7], "kernel": [3, 2, 4, 5]]
    /// With the options of the script that made the references.
    private static let cases: [any Initializer] = [
        Zeros(), Ones(), Constant(value: 0.3), RandomNormal(mean: 0.1, stddev: 2, seed: 3),
        RandomUniform(minval: -0.3, maxval: 0.7, seed: 3), TruncatedNormal(mean: 0.1, stddev: 2, seed: 3),
        GlorotNormal(seed: 3), GlorotUniform(seed: 0), HeNormal(seed: 1_234_567), HeUniform(seed: 3), LecunNormal(seed: 3),
        LecunUniform(seed: 3), Orthogonal(gain: 1.5, seed: 3), Identity(gain: 2.5),
    ]

    @Test(arguments: ["keras2", "keras3"], cases.indices)
    func `make the weights that Keras makes`(generation: String, index: Int) throws {
        let initializer = Self.cases[index]
        let name = type(of: initializer).kerasName
        let reference = try TrainingReferences.open("initializers").group("\(generation)/\(name)")
        var generator = PythonRandom(seed: 0)
        for label in try reference.names {
            let expected = try reference.tensor(label)
            let found = try initializer.tensor(shape: Self.shapes[label]!, using: &generator)
            if initializer is Orthogonal {
                #expect(zip(found.values, expected.values).allSatisfy { abs($0 - $1) < 1e-6 }, "\(name) \(label)")
            } else {
                #expect(distance(found, expected) <= 1, "\(name) \(label)")
            }
        }
    }

    @Test(arguments: ["keras2", "keras3"], VarianceScaling.Mode.allCases)
    func `scale a variance by every rule`(generation: String, mode: VarianceScaling.Mode) throws {
        let reference = try TrainingReferences.open("initializers").group("\(generation)/VarianceScaling/\(mode.rawValue)")
        var generator = PythonRandom(seed: 0)
        for shape in VarianceScaling.Shape.allCases {
            let initializer = VarianceScaling(scale: 0.7, mode: mode, distribution: shape, seed: 8)
            let found = try initializer.tensor(shape: [3, 2, 4, 5], using: &generator)
            #expect(distance(found, try reference.tensor(shape.rawValue)) <= 1)
        }
    }

    @Test(arguments: ["keras2", "keras3"])
    func `draw the seeds that nobody gave as Keras does`(generation: String) throws {
        let reference = try TrainingReferences.open("initializers").group("\(generation)/unseeded")
        var generator = PythonRandom(seed: 11)
        for index in 0..<3 {
            #expect(try GlorotUniform().tensor(shape: [3, 4], using: &generator) == (try reference.tensor("\(index)")))
        }
    }

    @Test func `with a seed of their own draw none, and answer the same when asked again`() throws {
        var generator = PythonRandom(seed: 11)
        let seeded = HeUniform().seeded(using: &generator)
        let state = generator
        let first = try seeded.tensor(shape: [4], using: &generator)
        #expect(try seeded.tensor(shape: [4], using: &generator) == first)
        #expect(generator == state)
    }

    @Test func `count the axes that Keras 3 names`() throws {
        let reference = try TrainingReferences.open("initializers").group("keras3")
        var generator = PythonRandom(seed: 0)
        let found = try HeNormal(seed: 3, inputAxes: [0, 1], outputAxes: [-1]).tensor(shape: [2, 3, 4], using: &generator)
        #expect(distance(found, try reference.tensor("axes")) <= 1)
    }

    @Test(arguments: [-3, 2_147_483_655])
    func `take seeds beyond 31 bits as Keras 3 does once they are folded`(seed: Int) throws {
        let expected = try TrainingReferences.open("initializers").tensor("keras3/seed/\(seed)")
        var generator = PythonRandom(seed: 0)
        let found = try RandomNormal(seed: SeedGenerator.folded(seed)).tensor(shape: [5], using: &generator)
        #expect(distance(found, expected) <= 1)
    }

    /// TensorFlow 1 runs an operation for each weight, TensorFlow 2 a stateless one; both assignments give the seed 0.
    @Test(.enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence)))
    func `make the kernels of the assignments' residual blocks`() throws {
        let fixtures = try HDF5File(reading: SharedMaterial.path("fixtures/assignments.h5")).root
        let streams = [
            "tf1.identity_block": Philox(seed: RandomOperation.defaultGraphSeed, seed2: 0),
            "tf1.convolutional_block": Philox(seed: RandomOperation.defaultGraphSeed, seed2: 0),
            "tf2.convolutional_block": Philox(stateless: 0),
        ]
        for (name, stream) in streams {
            let block = try fixtures.group(name)
            for kernel in try block.names where kernel.hasPrefix("k") {
                let expected = try block.tensor(kernel)
                let found = try GlorotUniform().tensor(shape: expected.shape, from: stream)
                #expect(zip(found.values, expected.values).allSatisfy { abs($0 - $1) < 1e-6 }, "\(name) \(kernel)")
            }
        }
    }

    @Test func `tell what they can't make`() {
        var generator = PythonRandom(seed: 0)
        #expect(throws: InitializerError.shape(initializer: "Orthogonal", expected: "at least two dimensions", found: [3])) {
            try Orthogonal().tensor(shape: [3], using: &generator)
        }
        #expect(throws: InitializerError.shape(initializer: "Identity", expected: "a matrix", found: [3, 3, 3])) {
            try Identity().tensor(shape: [3, 3, 3], using: &generator)
        }
        #expect(throws: InitializerError.shape(initializer: "Constant", expected: "3 elements", found: [2, 2])) {
            try Constant(values: [1, 2, 3]).tensor(shape: [2, 2], using: &generator)
        }
        #expect(
            throws: InitializerError.option(
                initializer: "VarianceScaling", option: "scale", expected: "greater than 0", found: "-1.0")
        ) {
            try VarianceScaling(scale: -1).tensor(shape: [2, 2], using: &generator)
        }
    }

    @Test func `are found by every name that Keras gives them`() {
        for (alias, name) in InitializerCatalogue.aliases {
            #expect(InitializerCatalogue.initializer(named: alias).map { type(of: $0).kerasName } == name)
        }
        #expect(InitializerCatalogue.initializer(named: "HeNormal") is HeNormal)
        #expect(InitializerCatalogue.initializer(named: "glorot") == nil)
    }
}
