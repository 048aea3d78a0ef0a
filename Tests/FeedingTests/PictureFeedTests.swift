import Dataflow
import DataflowTesting
import Datasets
import Feeding
import Foundation
import Imaging
import Keras
import NeuralNetwork
import TestMaterial
import Testing
import Training

/// Pictures of class folders as they are learnt, beside a file of examples made of them.
@Suite(.timeLimit(.minutes(2))) struct `Feeding pictures` {
    private let folder: TemporaryFolder
    private let form = PictureForm(size: PixelSize(width: 6, height: 5))

    init() throws {
        folder = try TemporaryFolder()
        for (label, name) in ["bright", "dark", "red"].enumerated() {
            try FileManager.default.createDirectory(atPath: folder.path(name), withIntermediateDirectories: true)
            for number in 0..<(3 + label) {
                let picture = PixelBuffer(size: PixelSize(width: 9 + number, height: 7)) { pixels in
                    for place in pixels.indices { pixels[place] = UInt8((place * 31 + label * 97 + number * 13) % 256) }
                }
                try Data(PNG.encode(picture)).write(to: URL(filePath: folder.path("\(name)/\(number).png")))
            }
        }
    }

    private func model() throws -> CompiledModel {
        let configuration = """
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "Flatten", "config": {"name": "f", "batch_input_shape": [null, 5, 6, 3]}},
            {"class_name": "Dense", "config": {"name": "d", "units": 3, "activation": "softmax"}}]}}
            """
        return try Model(configuration: configuration, version: "2.15.0") { _, shape in
            Tensor(shape: shape) { for place in $0.indices { $0[place] = Float(place % 7) / 70 } }
        }.compile(optimizer: Adam(), loss: "categorical_crossentropy", metrics: ["accuracy"])
    }

    @Test func `A training gets the batches of a file of examples, to the byte`() async throws {
        let pictures = try PictureFolder(folder.url.path)
        let path = folder.path("examples.h5")
        var writer = try ExampleFileWriter(
            creating: path, name: "train_set", count: pictures.pictures.count, itemShape: form.itemShape,
            classes: pictures.classes, compression: nil)
        for picture in pictures.pictures {
            try writer.append(form.bytes(of: ImageFile.read(picture.path)), labels: [picture.label])
        }
        try writer.commit()
        struct Samples: TrainingSamples {
            let examples: ExampleSet
            var count: Int { examples.count }

            func batch(_ indices: [Int]) throws -> TrainingBatch {
                let batch = ExampleBatch(
                    examples: try examples.examples(indices, dividedBy: 255), labels: indices.map { examples.labels[$0] })
                return TrainingBatch(inputs: [batch.examples], truths: [batch.oneHot(classes: 3)])
            }
        }
        var options = FitOptions(batchSize: 5, epochs: 4, seed: 3)
        let (file, streamed) = (try model(), try model())
        let expected = try file.fit(Samples(examples: ExampleFile(reading: path).sets[0]), options)
        let feed = PictureFeed(
            pictures.pictures, of: pictures.path, form: form, dividedBy: 255, target: .oneHot(classes: 3), options)
        options.stepsPerEpoch = feed.batchesPerEpoch
        let (history, report) = try await feed.run { [options] in try await streamed.fit($0, options) }
        expectConserved(report)
        #expect(report.emitted == 48 && report.stored == 48 && report.ending == .finished)
        #expect(history.logs == expected.logs)
        #expect(try streamed.weights == file.weights)
    }

    @Test func `A picture that can't be read is named`() async throws {
        try Data("no picture".utf8).write(to: URL(filePath: folder.path("dark/1.png")))
        let pictures = try PictureFolder(folder.url.path)
        let training = try model()
        let feed = PictureFeed(
            pictures.pictures, of: pictures.path, form: form, dividedBy: 255, target: .oneHot(classes: 3),
            FitOptions(batchSize: 5))
        let failure = await #expect(throws: RunFailure.self) {
            _ = try await feed.run { try await training.fit($0, FitOptions(stepsPerEpoch: feed.batchesPerEpoch)) }
        }
        #expect(failure?.stage == "read" && failure?.origin == folder.path("dark/1.png"))
        failure.map { expectConserved($0.report) }
    }
}
