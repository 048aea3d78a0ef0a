import Foundation
import HDF5
import Keras
import NeuralNetwork
import Testing

/// One row of a table of configurations: what Keras wrote, and what it answered.
struct AnswerTable {
    let name: String
    let version: String
    let configuration: String
    let inputs: [[Int]]
    let outputs: [Tensor]

    static func rows(_ file: String) throws -> [AnswerTable] {
        let root = try HDF5File(reading: References.path(file)).root
        func strings(_ name: String) throws -> [String] { try root.dataset(name).readStrings() }
        func shapes(_ text: String) throws -> [[Int]] { try JSONDecoder().decode([[Int]].self, from: Data(text.utf8)) }
        let (names, versions, configurations) = (try strings("names"), try strings("versions"), try strings("configs"))
        let (inputs, outputs) = (try strings("inputs"), try strings("outputs"))
        var values = try root.dataset("values").read(as: Float.self)[...]
        return try names.indices.map { index in
            AnswerTable(
                name: names[index], version: versions[index], configuration: configurations[index],
                inputs: try shapes(inputs[index]),
                outputs: try shapes(outputs[index]).map { shape in
                    let count = shape.reduce(1, *)
                    defer { values = values.dropFirst(count) }
                    return Tensor(shape: shape, values: Array(values.prefix(count)))
                })
        }
    }

    /// Builds the model with these weights and compares what it answers.
    func check(_ weight: (_ name: String, _ shape: [Int]) -> Tensor) {
        do {
            let model = try Model(
                configuration: configuration, version: version, options: PlanOptions(threads: 1), weight: weight)
            let results = try model.predict(ReferenceNumbers.inputs(inputs))
            #expect(results.count == outputs.count, "\(name)")
            for (place, (result, expected)) in zip(results, outputs).enumerated() {
                let distance = Agreement.distance(result, expected)
                #expect(
                    distance < 1e-4, "\(name), \(place): off by \(distance), shape \(result.shape) for \(expected.shape)")
            }
        } catch {
            Issue.record("\(name): \(error)")
        }
    }
}
