import Keras
import NeuralNetwork
import TestMaterial
import Testing

/// Models of sequences that are saved and loaded again: nested layers, cells, masks and what their calls say.
@Suite struct SequenceSavingTests {
    @Test("a model of sequences that was saved and loaded answers the same", arguments: ["h5", "keras"])
    func roundTrip(suffix: String) throws {
        let folder = try TemporaryFolder()
        for layerCase in try LayerCase.all(in: "sequences.h5") {
            do {
                var weights = ReferenceNumbers.Weights()
                let model = try Model(
                    configuration: layerCase.configuration, version: layerCase.version, options: PlanOptions(threads: 1)
                ) { weights.weight($0, $1) }
                let path = folder.path("model.\(suffix)")
                try model.save(path)
                let inputs = ReferenceNumbers.inputs(layerCase.inputs, layerCase.ranges)
                let copy = try Model(path, options: PlanOptions(threads: 1))
                #expect(try copy.predict(inputs) == model.predict(inputs), "\(layerCase.name)")
            } catch {
                Issue.record("\(layerCase.name): \(error)")
            }
        }
    }
}
