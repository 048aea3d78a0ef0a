import Foundation
import HDF5
import Keras
import NeuralNetwork
import TestMaterial
import Testing

/// Models that carry an input and its answer.
@Suite struct ModelCheckTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func copy(_ name: String) throws -> String {
        let path = folder.path(name)
        try FileManager.default.copyItem(atPath: References.path(name), toPath: path)
        return path
    }

    @Test(
        "an answer of Keras is recorded, checked, and carried along when the model is saved",
        arguments: ["functional-keras2.h5", "functional-keras3.h5", "sequential-keras2.h5"])
    func ofKeras(name: String) throws {
        let path = try copy(name)
        let answers = try HDF5File(reading: path).root.group("answers")
        let before = try HDF5File(reading: path).root.string(attribute: "model_config")
        try ModelCheck.record(path, inputs: answers.tensors("x"), outputs: answers.tensors("y"))
        #expect(try HDF5File(reading: path).root.string(attribute: "model_config") == before)
        let model = try Model(path)
        #expect(try ModelCheck.run(path).map(\.output) == model.outputs.map(\.name))
        for copy in ["copy.h5", "copy.keras"] {
            try model.save(folder.path(copy))
            #expect(try ModelCheck.run(folder.path(copy)).allSatisfy(\.agrees))
        }
        // With other weights the answer no longer holds.
        try model.loadingWeights(path).save(folder.path("other.h5"))
        #expect(throws: KerasError.self) { try ModelCheck.run(folder.path("other.h5")) }
    }

    @Test("an answer is recorded in an archive, and another one in its place")
    func archive() throws {
        let path = try copy("archive-many-keras3.0.keras")
        let inputs = ModelCheck.randomInputs(for: try ModelFile.architecture(path))
        #expect(inputs.map(\.shape) == [[1, 6]])
        try ModelCheck.record(path, inputs: inputs)
        try ModelCheck.record(path, inputs: inputs, tolerance: 0.5)
        let comparisons = try ModelCheck.run(path)
        #expect(comparisons.count == 1)
        #expect(comparisons[0].agrees && comparisons[0].difference == 0 && comparisons[0].allowed > 0.01)
    }

    @Test("a model that answers otherwise is refused with output, place and both numbers")
    func otherwise() throws {
        let path = folder.path("dense.h5")
        let text = try folder.write(
            #"{"class_name": "Sequential", "config": [{"class_name": "Dense", "config": {"name": "d", "units": 2, "use_bias": false, "#
                + #""batch_input_shape": [null, 2]}}]}"#, to: "dense.json")
        let weights = folder.path("w.h5")
        let file = try HDF5File.create(weights)
        try file.root.setAttribute("layer_names", to: .strings(["d"]))
        try file.root.group("d").setAttribute("weight_names", to: .strings(["k"]))
        try file.root.write([1, 2, 3, 4] as [Float], shape: [2, 2], to: "d/k")
        try file.commit()
        try Model(text, weights: weights).save(path)

        let input = Tensor(shape: [2, 2], values: [1, 1, 0, 2])
        let wrong = KerasError.answer(
            file: path, expected: "the recorded answer at output \"d\" within 0.00075",
            found: "8.0 where 7.5 was recorded, at [1, 1]")
        #expect(throws: wrong) {
            try ModelCheck.record(
                path, inputs: [input], outputs: [Tensor(shape: [2, 2], values: [4, 6, 6, 7.5])], tolerance: 1e-4)
        }
        try ModelCheck.record(path, inputs: [input])
        let amended = try HDF5File.amend(path)
        try amended.root.remove("framerill_check/outputs/d")
        try amended.root.write([4, 6, 6, 7.5] as [Float], shape: [2, 2], to: "framerill_check/outputs/d")
        try amended.commit()
        #expect(
            throws: KerasError.answer(
                file: path, expected: "the recorded answer at output \"d\" within 0.00075",
                found: "8.0 where 7.5 was recorded, at [1, 1]")
        ) { try Model(path) }
        #expect(try ModelCheck.run(path)[0].place == [1, 1])
    }

    @Test("a recorded answer of another shape, or without its inputs, is refused")
    func broken() throws {
        let path = try copy("sequential-keras2.h5")
        let file = try HDF5File.amend(path)
        try file.root.write([Float](repeating: 0, count: 4), shape: [1, 4], to: "framerill_check/inputs/conv2d_input")
        try file.commit()
        #expect(throws: (any Error).self) { try Model(path) }
        #expect {
            try ModelCheck.run(References.path("sequential-keras2.h5"))
        } throws: {
            "\($0)".hasSuffix("expected a model with a recorded answer (group framerill_check), found none; record one first")
        }
    }
}
