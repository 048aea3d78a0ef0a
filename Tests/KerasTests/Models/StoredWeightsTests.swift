import HDF5
import Keras
import NeuralNetwork
import TestMaterial
import Testing

/// Weights that stay in the model's file until they are needed.
@Suite struct StoredWeightsTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Two convolutions, with a normalization between them, and a matrix: 2.7 MB.
    private let configuration = """
        {"class_name": "Sequential", "config": {"name": "stack", "layers": [
          {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 12, 12, 128], "dtype": "float32", "name": "image"}},
          {"class_name": "Conv2D", "config": {"name": "first", "filters": 256, "kernel_size": [3, 3], "padding": "same",
            "use_bias": false}},
          {"class_name": "BatchNormalization", "config": {"name": "normal", "axis": [3], "epsilon": 0.001}},
          {"class_name": "Conv2D", "config": {"name": "second", "filters": 128, "kernel_size": [3, 3], "padding": "same"}},
          {"class_name": "GlobalAveragePooling2D", "config": {"name": "mean"}},
          {"class_name": "Dense", "config": {"name": "answer", "units": 200}}]}}
        """

    private func model() throws -> Model {
        var state: UInt32 = 1
        return try Model(configuration: configuration, version: "2.4.0") { name, shape in
            Tensor(shape: shape) { elements in
                for index in elements.indices {
                    state = state &* 1_664_525 &+ 1_013_904_223
                    let number = Float(state >> 8) / Float(1 << 24)
                    elements[index] = name.contains("variance") ? 0.5 + number : (number - 0.5) / 20
                }
            }
        }
    }

    @Test("a loaded model holds its small weights alone, and answers as the one in memory", arguments: ["m.h5", "m.keras"])
    func loading(name: String) throws {
        let original = try model()
        #expect(original.loadedWeightBytes > 2_400_000)
        let path = folder.path(name)
        try original.save(path)
        let loaded = try Model(path)
        #expect(loaded.loadedWeightBytes < 20_000)
        let input = ModelCheck.randomInputs(for: original.description)
        let expected = try original.predict(input)
        for _ in 0..<3 { #expect(try loaded.predict(input) == expected) }
        #expect(loaded.loadedWeightBytes < 20_000)
    }

    @Test("a model is saved from its file, also onto that file", arguments: ["m.h5", "m.keras"])
    func savingOntoItself(name: String) throws {
        let path = folder.path(name)
        try model().save(path)
        let loaded = try Model(path)
        let input = ModelCheck.randomInputs(for: loaded.description)
        let expected = try loaded.predict(input)
        try loaded.save(path)
        #expect(try loaded.predict(input) == expected)
        #expect(try Model(path).predict(input) == expected)
        try loaded.saveWeights(folder.path("w.weights.h5"))
        #expect(try loaded.loadingWeights(folder.path("w.weights.h5")).predict(input) == expected)
    }

    @Test("checking a model on loading leaves nothing behind")
    func checking() throws {
        let path = folder.path("m.h5")
        try model().save(path)
        try ModelCheck.record(path, inputs: ModelCheck.randomInputs(for: model().description))
        let loaded = try Model(path)
        #expect((loaded.planCount, loaded.loadedWeightBytes < 20_000) == (0, true))
        _ = try loaded.predict(ModelCheck.randomInputs(for: loaded.description))
        #expect(loaded.planCount == 1)
    }

    @Test("weights alone stay in their file too", arguments: ["w.h5", "w.weights.h5"])
    func weightsAlone(name: String) throws {
        let original = try model()
        try original.saveWeights(folder.path(name))
        let path = try folder.write(configuration, to: "architecture.json")
        let loaded = try Model(path, weights: folder.path(name))
        #expect(loaded.loadedWeightBytes < 20_000)
        let input = ModelCheck.randomInputs(for: original.description)
        #expect(try loaded.predict(input) == original.predict(input))
    }
}
