import Foundation
import HDF5
import Keras
import NeuralNetwork
import TestMaterial
import Testing

/// Small models that Keras 1.2.2 itself built, saved and answered with.
@Suite struct LegacyTableTests {
    @Test("every model of Keras 1 answers as Keras 1 did")
    func table() throws {
        let cases = try LegacyCase.all()
        #expect(cases.count == 125)
        let folder = try TemporaryFolder()
        for legacyCase in cases {
            do {
                let path = folder.path("model.h5")
                try legacyCase.write(path)
                let outputs = try Model(path, options: PlanOptions(threads: 1)).predict(legacyCase.inputs)
                #expect(outputs.map(\.shape) == legacyCase.outputs.map(\.shape), "\(legacyCase.name)")
                let distance = zip(outputs, legacyCase.outputs).map(Agreement.distance).max() ?? .infinity
                #expect(distance < 1e-4, "\(legacyCase.name): off by \(distance)")
            } catch {
                Issue.record("\(legacyCase.name): \(error)")
            }
        }
    }
}

/// One row of `keras1.h5`.
struct LegacyCase: Sendable {
    let name: String
    let configuration: String
    /// Layers in the order of the file, each with the names and shapes of its weights.
    let weights: [(name: String, weights: [(name: String, shape: [Int])])]
    let inputs: [Tensor]
    let outputs: [Tensor]

    static func all() throws -> [LegacyCase] {
        let root = try HDF5File(reading: References.path("keras1.h5")).root
        let columns = try ["names", "configs", "weights", "inputs", "outputs"].map { try root.dataset($0).readStrings() }
        let values = try root.dataset("values").read(as: Float.self)
        var position = 0
        return try columns[0].indices.map { row in
            let name = columns[0][row]
            let shapes = try shapes(columns[3][row])
            let inputs = ReferenceNumbers.inputs(shapes).map { tensor in
                name == "Embedding"
                    ? Tensor(shape: tensor.shape, values: tensor.values.map { abs($0 * 5).rounded(.toNearestOrEven) }) : tensor
            }
            let outputs = try self.shapes(columns[4][row]).map { shape in
                let count = shape.reduce(1, *)
                defer { position += count }
                return Tensor(shape: shape, values: Array(values[position..<position + count]))
            }
            return LegacyCase(
                name: name, configuration: columns[1][row], weights: try weights(columns[2][row]), inputs: inputs,
                outputs: outputs)
        }
    }

    private static func shapes(_ text: String) throws -> [[Int]] { try JSONDecoder().decode([[Int]].self, from: Data(text.utf8)) }

    private static func weights(_ text: String) throws -> [(name: String, weights: [(name: String, shape: [Int])])] {
        let layers = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[Any]])
        return try layers.map { layer in
            let weights = try #require(layer[1] as? [[Any]])
            return (
                try #require(layer[0] as? String),
                try weights.map { (try #require($0[0] as? String), try #require($0[1] as? [Int])) }
            )
        }
    }

    /// Writes the file as Keras 1.2.2 did, with the weights that `keras1.py` gave the model.
    func write(_ path: String) throws {
        var seed: UInt32 = 1000
        let layers = weights.map { layer in
            let weights = layer.weights.map { weight in
                defer { seed += 1 }
                let values = ReferenceNumbers.tensor(weight.shape, seed: seed).values
                return KerasFile.Weight(
                    name: weight.name, shape: weight.shape,
                    values: weight.name.contains("running_std") ? values.map { $0.magnitude + 0.5 } : values)
            }
            return (name: layer.name, weights: weights)
        }
        try KerasFile.write(path, configuration: configuration, layers: layers, version: "1.2.2")
    }
}
