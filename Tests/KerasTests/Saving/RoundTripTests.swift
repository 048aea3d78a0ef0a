import Foundation
import HDF5
import Keras
import NeuralNetwork
import TestMaterial
import Testing

/// Models that are saved and loaded again. That Keras opens the files too is checked by `References/round_trip.py`.
@Suite struct RoundTripTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Saves in both formats, and from each again, and compares answers and bytes.
    static func check(_ path: String, in folder: TemporaryFolder) throws {
        let model = try Model(path)
        let inputs = ReferenceNumbers.inputs(model.inputs.map { [$0.shape[0] ?? 2] + $0.shape.dropFirst().map { $0 ?? 32 } })
        let expected = try model.predict(inputs)
        let name = folder.path(UUID().uuidString)
        try model.save(name + "-1.h5")
        let first = try Model(name + "-1.h5")
        try first.save(name + "-2.h5")
        try first.save(name + "-2.keras")
        let second = try Model(name + "-2.keras")
        try second.save(name + "-3.h5")
        for copy in [first, second, try Model(name + "-3.h5")] {
            #expect(copy.inputs == model.inputs)
            #expect(copy.outputs == model.outputs)
            #expect(try copy.predict(inputs) == expected, "\(path)")
        }
        let bytes = try Data(contentsOf: URL(filePath: name + "-1.h5"))
        #expect(try Data(contentsOf: URL(filePath: name + "-2.h5")) == bytes, "\(path): saved twice")
        for suffix in ["-1.h5", "-2.h5", "-2.keras", "-3.h5"] { try FileManager.default.removeItem(atPath: name + suffix) }
    }

    @Test(
        "a model that was saved and loaded answers the same, and its file saved again is the same",
        arguments: [
            "functional-keras2.h5", "functional-keras3.h5", "sequential-keras2.h5", "sequential-keras3.h5",
            "archive-functional-keras2.keras", "archive-functional-keras3.keras", "archive-functional-keras2.12.keras",
            "archive-depths-keras2.keras", "archive-depths-keras3.keras", "archive-many-keras3.0.keras",
            "archive-half-keras3.keras",
        ])
    func references(name: String) throws { try Self.check(References.path(name), in: folder) }
}

/// Genuine files of many versions of Keras.
@Suite(.enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence))) struct CorpusRoundTripTests {
    @Test("whatever of the corpus opens can be saved and answers the same")
    func corpus() throws {
        let folder = try TemporaryFolder()
        let root = SharedMaterial.path("keras-corpus")
        let lines = try String(contentsOfFile: root + "/index.tsv", encoding: .utf8).split(separator: "\n").dropFirst()
        var count = 0
        for line in lines {
            let path = "\(root)/\(line.prefix { $0 != "\t" })"
            guard (try? ModelFile.architecture(path)) != nil, (try? Model(path)) != nil else { continue }
            try RoundTripTests.check(path, in: folder)
            count += 1
        }
        #expect(count >= 150)
    }
}
