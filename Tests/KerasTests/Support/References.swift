import Foundation
import HDF5
import NeuralNetwork
import Testing

/// The committed answers of Keras.
enum References {
    static func path(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "References/\(name)")
            .path
    }
}

/// One row of `layers.h5`: a layer alone in a model.
struct LayerCase: Sendable, CustomTestStringConvertible {
    let name: String
    let version: String
    let configuration: String
    let inputs: [[Int]]
    let output: Tensor

    var testDescription: String { name }

    static func all() throws -> [LayerCase] {
        let root = try HDF5File(reading: References.path("layers.h5")).root
        let names = try root.dataset("names").readStrings()
        let versions = try root.dataset("versions").readStrings()
        let configurations = try root.dataset("configs").readStrings()
        let inputs = try root.dataset("inputs").readStrings()
        let outputs = try root.dataset("outputs").readStrings()
        let values = try root.dataset("values").read(as: Float.self)
        var position = 0
        return try names.indices.map { index in
            let shape = try JSONDecoder().decode([Int].self, from: Data(outputs[index].utf8))
            let count = shape.reduce(1, *)
            defer { position += count }
            return LayerCase(
                name: names[index], version: versions[index], configuration: configurations[index],
                inputs: try JSONDecoder().decode([[Int]].self, from: Data(inputs[index].utf8)),
                output: Tensor(shape: shape, values: Array(values[position..<position + count])))
        }
    }
}
