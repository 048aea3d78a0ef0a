import Foundation
import Keras
import NeuralNetwork
import TestMaterial
import Testing

/// Each layer alone and with each option alone, saved by Keras 2 and by Keras 3, against what they answered.
@Suite struct LayerTableTests {
    @Test(
        "each layer with each option answers as Keras does",
        arguments: [("layers.h5", 280), ("sequences.h5", 300), ("surface.h5", 250), ("findings.h5", 30)])
    func table(file: String, count: Int) throws {
        let cases = try LayerCase.all(in: file)
        #expect(cases.count > count)
        for layerCase in cases {
            do {
                var weights = ReferenceNumbers.Weights()
                let model = try Model(
                    configuration: layerCase.configuration, version: layerCase.version, options: PlanOptions(threads: 1)
                ) { weights.weight($0, $1) }
                let outputs = try model.predict(ReferenceNumbers.inputs(layerCase.inputs, layerCase.ranges))
                #expect(outputs.count == layerCase.outputs.count, "\(layerCase.name)")
                for (index, (output, expected)) in zip(outputs, layerCase.outputs).enumerated() {
                    let distance = Agreement.distance(output, expected)
                    #expect(
                        distance < 1e-4,
                        "\(layerCase.name), output \(index): off by \(distance), shape \(output.shape) for \(expected.shape)")
                    #expect(
                        model.outputs[index].shape.admits(expected.shape),
                        "\(layerCase.name), output \(index): declared as \(model.outputs[index].shape)")
                }
            } catch {
                Issue.record("\(layerCase.name): \(error)")
            }
        }
    }

    @Test("every layer of the catalogue stands in a table")
    func complete() throws {
        let text = try ["layers.h5", "sequences.h5", "surface.h5"].flatMap { try LayerCase.all(in: $0) }.map(\.configuration)
            .joined()
        let legacy = try FileManager.default.contentsOfDirectory(atPath: Project.path("Sources/Keras/Legacy/Layers"))
        // A Lambda is in the files of Models, those of Keras 1 alone are in keras1.h5.
        // Keras 3.15 itself can't save these as HDF5; they do nothing when a model answers.
        let unsaved = [
            "RandomSaturation", "RandomColorDegeneration", "RandomPosterization", "RandomSharpness", "Solarization",
            "Equalization",
        ]
        for name in LayerCatalogue.names where !(["Lambda"] + unsaved).contains(name) && !legacy.contains("\(name).swift") {
            #expect(text.contains("\"class_name\": \"\(name)\""), "\(name) is in no script of References")
        }
    }
}
