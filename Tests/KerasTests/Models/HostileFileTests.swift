import Foundation
import Keras
import NeuralNetwork
import Testing

/// Files whose weights lie elsewhere than in the file itself, or under another name.
@Suite struct HostileFileTests {
    @Test(
        "weights that lie elsewhere are refused with their layer or place",
        arguments: [
            (
                "soft",
                "layer \"d\": /model_weights/d/d/kernel:0: expected a group or dataset of its own, found a soft link to /elsewhere"
            ),
            (
                "soft-group",
                "layer \"d\": /model_weights/d: expected a group or dataset of its own, found a soft link to /elsewhere"
            ),
            ("external", "/model_weights/d/d/kernel:0: expected a dataset, found a link into another file"),
            ("virtual", "/model_weights/d/d/kernel:0: expected"), ("external-storage", "/model_weights/d/d/kernel:0: expected"),
        ])
    func elsewhere(name: String, message: String) throws {
        let path = References.path("hostile-\(name).h5")
        #expect(try ModelFile.architecture(path).name == "s")
        let error = #expect(throws: (any Error).self) { try Model(path, options: PlanOptions(threads: 1)) }
        #expect(error.map { "\($0)" }?.hasPrefix("\(path): \(message)") == true, "\(String(describing: error))")
    }
}
