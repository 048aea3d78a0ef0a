import HDF5
import Keras
import NeuralNetwork
import Testing

/// Archives as `model.save("….keras")` of tf.keras and Keras 3 writes them.
@Suite struct ArchiveTests {
    @Test(
        "an archive answers as Keras does",
        arguments: [
            "functional-keras2", "functional-keras3", "functional-keras2.12", "depths-keras2", "depths-keras3", "many-keras3.0",
        ])
    func answers(name: String) throws {
        let check = try HDF5File(reading: References.path("archives.h5")).root.group(name)
        let outputs = try Model(References.path("archive-\(name).keras")).predict(check.tensors("x"))
        let expected = try check.tensors("y")
        #expect(outputs.count == expected.count)
        for (found, expected) in zip(outputs, expected) { #expect(Agreement.distance(found, expected) < 1e-5) }
    }

    @Test("weights in bfloat16 are read; Keras computes with fewer digits than the engine")
    func half() throws {
        let check = try HDF5File(reading: References.path("archives.h5")).root.group("half-keras3")
        let outputs = try Model(References.path("archive-half-keras3.keras")).predict(check.tensors("x"))
        #expect(Agreement.distance(outputs[0], try check.tensor("y0")) < 0.02)
    }

    @Test("the configuration alone gives names and shapes")
    func architecture() throws {
        let model = try ModelFile.architecture(References.path("archive-functional-keras3.keras"))
        #expect(model.inputs.map(\.name) == ["right", "left"])
        #expect(model.kerasVersion.major == 3)
        #expect(model.outputs.map(\.shape) == [[nil, 6, 6, 2], [nil, 3], [nil, 3]])
    }
}
