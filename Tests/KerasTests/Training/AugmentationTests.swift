import Foundation
import HDF5
import Keras
import NeuralNetwork
import TestMaterial
import Testing
import Training

/// What layers that change images by chance make of them in training: the same as Keras' own of the same seed.
@Suite struct AugmentationTests {
    /// A layer, or a few, and what two steps of Keras made of the same images.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let version: String
        let configuration: String
        let images: [Int]
        let answers: [Tensor]

        var testDescription: String { name }

        static func all() throws -> [Case] {
            let root = try HDF5File(reading: References.path("augmentation.h5")).root
            func strings(_ name: String) throws -> [String] { try root.dataset(name).readStrings() }
            let (names, versions, configurations) = (try strings("names"), try strings("versions"), try strings("configs"))
            let (shapes, outputs) = (try strings("shapes"), try strings("outputs"))
            let values = try root.dataset("values").read(as: Float.self)
            var position = 0
            return try names.indices.map { index in
                let answers = try JSONDecoder().decode([[Int]].self, from: Data(outputs[index].utf8)).map { shape in
                    let count = shape.reduce(1, *)
                    defer { position += count }
                    return Tensor(shape: shape, values: Array(values[position..<position + count]))
                }
                return Case(
                    name: names[index], version: versions[index], configuration: configurations[index],
                    images: try JSONDecoder().decode([Int].self, from: Data(shapes[index].utf8)), answers: answers)
            }
        }
    }

    /// Numbers from 0 to 255, the same as the script's.
    private static func images(_ shape: [Int]) -> Tensor {
        Tensor(shape: shape, values: ReferenceNumbers.tensor(shape, seed: 1).values.map { ($0 + 1) * 127.5 })
    }

    @Test(arguments: try Case.all())
    func `Each step makes of images what Keras makes of them`(_ reference: Case) throws {
        let model = try Model(configuration: reference.configuration, version: reference.version) { _, shape in
            Tensor(shape: shape)
        }
        let training = try model.compile(optimizer: SGD(learningRate: 0), loss: "mse")
        for (step, expected) in reference.answers.enumerated() {
            let batch = TrainingBatch(inputs: [Self.images(reference.images)], truths: [expected])
            let found = try training.trainOnBatch(batch).answers[0]
            try #require(found.shape == expected.shape)
            let furthest = zip(found.values, expected.values).map { abs($0 - $1) }.max() ?? 0
            // Of 255: roundings, and where a pixel's place is one.
            #expect(furthest <= 255e-4, "step \(step)")
        }
    }

    /// A network with augmentation in a model of its own at its head, and a layer that mirrors between two with weights.
    private func network(_ generation: Int) throws -> (training: CompiledModel, x: Tensor, y: Tensor, losses: [Float]) {
        let group = try HDF5File(reading: References.path("augmentation.h5")).root.group("fit-keras\(generation)")
        func text(_ name: String) throws -> String { try #require(try group.string(attribute: name)) }
        var weights = try (0..<4).map { index in
            let dataset = try group.dataset("w\(index)")
            return Tensor(shape: dataset.shape, values: try dataset.read(as: Float.self))
        }[...]
        let model = try Model(configuration: text("config"), version: text("version")) { _, _ in weights.removeFirst() }
        let training = try model.compile(optimizer: SGD(learningRate: 0.05), loss: "categorical_crossentropy")
        let classes = (0..<24).map { Float($0 % 3 == [0, 1, 2, 0, 1, 2, 0, 1][$0 / 3] ? 1 : 0) }
        return (
            training, Self.images([8, 8, 8, 3]), Tensor(shape: [8, 3], values: classes),
            try group.dataset("losses").read(as: Float.self)
        )
    }

    private final class Losses: TrainingCallback {
        var epochs: [Float] = []

        func epochEnded(_ epoch: Int, _ logs: inout TrainingLogs, _ training: CompiledModel) {
            epochs.append(logs["loss"] ?? .nan)
        }
    }

    @Test(arguments: [2, 3])
    func `A network with augmentation inside trains as Keras trains it`(_ generation: Int) throws {
        let (training, x, y, expected) = try network(generation)
        let losses = Losses()
        _ = try training.fit(x, y, FitOptions(batchSize: 4, epochs: 3, shuffles: false), callbacks: [losses])
        for (found, expected) in zip(losses.epochs, expected) { #expect(abs(found - expected) <= 1e-4 * expected) }
        #expect(losses.epochs.count == expected.count)
    }

    @Test func `A training that goes on draws what one draws that never stopped, and answers leave images as they are`() throws {
        let (training, x, y, _) = try network(2)
        let whole = FitOptions(batchSize: 4, epochs: 2, shuffles: false)
        let before = try training.testOnBatch(TrainingBatch(inputs: [x], truths: [y])).answers[0]
        #expect(try training.model().predict([x])[0].values == before.values)
        _ = try training.fit(x, y, whole)
        let first = try network(2).training
        _ = try first.fit(x, y, FitOptions(batchSize: 4, epochs: 1, shuffles: false))
        let folder = try TemporaryFolder()
        let file = folder.path("augmentation.h5")
        try first.save(file)
        let second = try Model(file).compiledAsSaved()
        _ = try second.fit(x, y, FitOptions(batchSize: 4, epochs: 2, initialEpoch: 1, shuffles: false))
        #expect(try second.weights == training.weights)
    }
}
