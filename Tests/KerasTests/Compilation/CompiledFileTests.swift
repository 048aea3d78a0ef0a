import Foundation
import HDF5
import Keras
import NeuralNetwork
import TestMaterial
import Testing
import Training

/// Models that Keras compiled and half-trained (`make_compiled.py`).
@Suite struct `Compiled files` {
    private static let files: [String] =
        (try? FileManager.default.contentsOfDirectory(atPath: References.path("compiled")).sorted()) ?? []

    private static let freshFiles: [String] =
        (try? FileManager.default.contentsOfDirectory(atPath: References.path("compiled-fresh")).sorted()) ?? []

    private static func version(_ file: String) -> String { file.contains("keras3") ? "3" : "2" }

    @Test(arguments: files)
    func `of every optimizer go on to where one training would have ended`(_ file: String) throws {
        let name = String(file.prefix { $0 != "." }.dropLast(7))
        let root = try HDF5File(reading: References.path("compiled-keras\(Self.version(file)).h5")).root
        func tensor(_ path: String) throws -> Tensor {
            let dataset = try root.dataset(path)
            return Tensor(shape: dataset.shape, values: try dataset.read(as: Float.self))
        }
        let training = try Model(References.path("compiled/\(file)")).compiledAsSaved()
        #expect(training.iteration == 4)
        let history = try training.fit(
            tensor("x"), tensor("y"), FitOptions(batchSize: 4, epochs: 2, shuffles: false))
        for (index, weight) in try training.weights.enumerated() {
            let expected = try tensor("\(name)/weight_\(index)")
            let error = zip(weight.values, expected.values).map { abs($0 - $1) }.max() ?? 0
            #expect(error < 1e-4, "weight \(index): \(error)")
        }
        for (loss, expected) in zip(history.values("loss"), try tensor("\(name)/loss").values) {
            #expect(abs(loss / expected - 1) < 1e-4)
        }
        #expect(history.logs[0].names == ["loss", "accuracy"])
    }

    @Test(arguments: freshFiles)
    func `of models that were never trained begin as Keras begins with them`(_ file: String) throws {
        let root = try HDF5File(reading: References.path("compiled-keras\(Self.version(file)).h5")).root
        func tensor(_ path: String) throws -> Tensor {
            let dataset = try root.dataset(path)
            return Tensor(shape: dataset.shape, values: try dataset.read(as: Float.self))
        }
        let training = try Model(References.path("compiled-fresh/\(file)")).compiledAsSaved()
        #expect(training.iteration == 0)
        let history = try training.fit(
            tensor("x"), tensor("y"), FitOptions(batchSize: 4, epochs: 2, shuffles: false))
        for (loss, expected) in zip(history.values("loss"), try tensor("fresh/\(file)").values) {
            #expect(abs(loss / expected - 1) < 1e-4)
        }
    }

    @Test func `The files that were never trained are there`() { #expect(Self.freshFiles.count == 17) }

    @Test(arguments: files.filter { $0.hasSuffix(".h5") })
    func `are written with the attributes and datasets that Keras writes`(_ file: String) throws {
        let folder = try TemporaryFolder()
        let original = References.path("compiled/\(file)")
        let written = folder.path(file)
        try Model(original).compiledAsSaved().save(written)
        let (own, other) = (try HDF5File(reading: written).root, try HDF5File(reading: original).root)
        func configuration(_ root: Group) throws -> NSDictionary? {
            let text = try #require(try root.string(attribute: "training_config"))
            return try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary
        }
        #expect(try configuration(own) == configuration(other))
        let (state, expected) = (try own.group("optimizer_weights"), try other.group("optimizer_weights"))
        let names = try #require(try expected.strings(attribute: "weight_names"))
        #expect(try state.strings(attribute: "weight_names") == names)
        // SGD of tf.keras keeps a momentum even where nothing depends on it.
        for name in names where !(file.hasPrefix("SGD-keras2") && name.contains("/m/")) {
            let (dataset, reference) = (try state.dataset(name), try expected.dataset(name))
            #expect(dataset.shape == reference.shape && dataset.elementType == reference.elementType, "\(name)")
            #expect(try dataset.read(as: Double.self) == reference.read(as: Double.self), "\(name)")
        }
        try copyForKeras(written, file)
    }

    @Test(arguments: files)
    func `are written as archives that hold all of it`(_ file: String) throws {
        let folder = try TemporaryFolder()
        let name = String(file.prefix { $0 != "." })
        let written = folder.path("\(name).keras")
        let training = try Model(References.path("compiled/\(file)")).compiledAsSaved()
        try training.save(written)
        let again = try Model(written).compiledAsSaved()
        #expect(again.iteration == 4 && again.learningRate == training.learningRate)
        let root = try HDF5File(reading: References.path("compiled-keras\(Self.version(file)).h5")).root
        let (x, y) = (try root.dataset("x"), try root.dataset("y"))
        let batch = TrainingBatch(
            inputs: [Tensor(shape: x.shape, values: try x.read(as: Float.self))],
            truths: [Tensor(shape: y.shape, values: try y.read(as: Float.self))])
        #expect(try again.trainOnBatch(batch).loss == training.trainOnBatch(batch).loss)
        #expect(try again.weights.map(\.values) == training.weights.map(\.values))
        if !name.hasPrefix("legacy"), file.hasSuffix(".h5") { try copyForKeras(written, "\(name).keras") }
    }

    /// Keeps a file for `make_compiled.py check`.
    private func copyForKeras(_ path: String, _ name: String) throws {
        guard let target = ProcessInfo.processInfo.environment["FRAMERILL_COMPILED"] else { return }
        let copy = URL(filePath: target).appending(path: name)
        try? FileManager.default.removeItem(at: copy)
        try FileManager.default.copyItem(at: URL(filePath: path), to: copy)
    }

    @Test func `of two outputs keep each output's loss, metrics and weight`() throws {
        let folder = try TemporaryFolder()
        let model = try KerasSession.fresh(seed: 1) {
            let x = Input(shape: [3])
            let (a, b) = (Dense(1, name: "a")(x), Dense(2, activation: "softmax", name: "b")(x))
            return try Model(inputs: [x], outputs: [a, b])
        }
        let compilation = Compilation(
            optimizer: SGD(), losses: ["mse", .loss(CategoricalCrossentropy(labelSmoothing: 0.25))],
            metrics: [["mae"], ["accuracy", .metric(Precision(thresholds: [0.25, 0.75]), name: "precision")]],
            lossWeights: [1, 0.5])
        let batch = TrainingBatch(
            inputs: [Tensor(shape: [2, 3], values: [1, 2, 3, 4, 5, 6])],
            truths: [Tensor(shape: [2, 1], values: [1, 2]), Tensor(shape: [2, 2], values: [0, 1, 1, 0])])
        for name in ["two.h5", "two.keras"] {
            let training = try model.compile(compilation)
            try training.save(folder.path(name))
            let again = try Model(folder.path(name)).compiledAsSaved()
            let (own, expected) = (
                try again.evaluate(TensorSamples(batch)), try training.evaluate(TensorSamples(batch))
            )
            #expect(own == expected, "\(name): \(own.entries) instead of \(expected.entries)")
            try copyForKeras(folder.path(name), name)
        }
    }
}
