import Foundation
import HDF5
import Keras
import NeuralNetwork
import TestMaterial
import Testing

/// The folder of random models that `make differential` has made.
private let folder = ProcessInfo.processInfo.environment["FRAMERILL_DIFFERENTIAL"]

/// Random models that `Tests/Differential/generate.py` made, against what Keras answered.
@Suite(.enabled(if: folder != nil, "skipped: make differential makes the models")) struct DifferentialTests {
    @Test("random models answer as Keras does")
    func agreement() throws {
        let folder = try #require(folder)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted().compactMap { file in
            file.hasSuffix(".io.h5") ? String(file.dropLast(".io.h5".count)) : nil
        }
        try #require(!names.isEmpty)
        var failures = 0
        for name in names {
            guard let reason = Self.fault("\(folder)/\(name)") else { continue }
            failures += 1
            // At once, for the next model may be one that ends the process.
            FileHandle.standardError.write(Data("\(name): \(reason)\n".utf8))
        }
        print("\(names.count) random models, \(failures) of them not as Keras")
        #expect(failures == 0)
    }

    /// Why a model does not answer as Keras; nil if it does.
    private static func fault(_ path: String) -> String? {
        do {
            let model = try load(path)
            let answers = try HDF5File(reading: path + ".io.h5").root
            let outputs = try model.predict(answers.tensors("x"))
            let expected = try answers.tensors("y")
            // Numbers of few bits can only be near.
            let tolerance: Float = try answers.string(attribute: "note") == "" ? 1e-4 : 0.05
            guard outputs.count == expected.count else { return "\(outputs.count) outputs for \(expected.count)" }
            for (index, (output, expected)) in zip(outputs, expected).enumerated() {
                guard output.shape == expected.shape else { return "output \(index): \(output.shape) for \(expected.shape)" }
                guard model.outputs[index].shape.admits(expected.shape) else {
                    return "output \(index): declared as \(model.outputs[index].shape), is \(expected.shape)"
                }
                let distance = Agreement.distance(output, expected)
                let differences = zip(output.values, expected.values).map { ($0 - $1).magnitude }
                guard distance < tolerance || differences.allSatisfy({ $0 < 1e-5 }) else {
                    return "output \(index): off by \(distance)"
                }
            }
            return nil
        } catch {
            return "\(error)".replacingOccurrences(of: path, with: "")
        }
    }

    private static func load(_ path: String) throws -> Model {
        let options = PlanOptions(threads: 1)
        if FileManager.default.fileExists(atPath: path + ".json") {
            return try Model(path + ".json", weights: path + ".weights.h5", options: options)
        }
        let file = FileManager.default.fileExists(atPath: path + ".h5") ? path + ".h5" : path + ".keras"
        return try Model(file, options: options)
    }
}
