import Foundation
import Keras
import NeuralNetwork
import TestMaterial
import Testing

/// Each layer alone and with each option alone, saved by Keras 2 and by Keras 3, against what they answered.
@Suite struct LayerTableTests {
    @Test("each layer with each option answers as Keras does")
    func table() throws {
        let cases = try LayerCase.all()
        #expect(cases.count > 280)
        for layerCase in cases {
            do {
                var weights = ReferenceNumbers.Weights()
                let model = try Model(
                    configuration: layerCase.configuration, version: layerCase.version, options: PlanOptions(threads: 1)
                ) { weights.weight($0, $1) }
                let outputs = try model.predict(ReferenceNumbers.inputs(layerCase.inputs))
                #expect(outputs.count == 1, "\(layerCase.name)")
                let distance = Agreement.distance(outputs[0], layerCase.output)
                #expect(
                    distance < 1e-4,
                    "\(layerCase.name): off by \(distance), shape \(outputs[0].shape) for \(layerCase.output.shape)")
                #expect(
                    model.outputs[0].shape.dropFirst() == layerCase.output.shape.dropFirst().map { $0 }[...], "\(layerCase.name)")
            } catch {
                Issue.record("\(layerCase.name): \(error)")
            }
        }
    }

    @Test("every layer of the catalogue stands in the table")
    func complete() throws {
        let text = try LayerCase.all().map(\.configuration).joined()
        let legacy = try FileManager.default.contentsOfDirectory(atPath: Project.path("Sources/Keras/Legacy/Layers"))
        // A Lambda is in the files of Models, those of Keras 1 alone are in keras1.h5.
        for name in LayerCatalogue.names where name != "Lambda" && !legacy.contains("\(name).swift") {
            #expect(text.contains("\"class_name\": \"\(name)\""), "\(name) is not in References/make.py")
        }
    }
}
