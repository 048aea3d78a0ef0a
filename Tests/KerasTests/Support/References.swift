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

/// One row of `layers.h5` or of `sequences.h5`: a layer in a model, alone or with those that it needs.
struct LayerCase: Sendable, CustomTestStringConvertible {
    let name: String
    let version: String
    let configuration: String
    let inputs: [[Int]]
    /// For each input the number of whole numbers it is made of, 0 where it is made of fractions.
    let ranges: [Int]
    let outputs: [Tensor]

    var testDescription: String { name }

    static func all(in file: String) throws -> [LayerCase] {
        let root = try HDF5File(reading: References.path(file)).root
        let names = try root.dataset("names").readStrings()
        let versions = try root.dataset("versions").readStrings()
        let configurations = try root.dataset("configs").readStrings()
        let inputs = try root.dataset("inputs").readStrings()
        let ranges = root.contains("ranges") ? try root.dataset("ranges").readStrings() : nil
        let outputs = try root.dataset("outputs").readStrings()
        let values = try root.dataset("values").read(as: Float.self)
        var position = 0
        func next(_ shape: [Int]) -> Tensor {
            let count = shape.reduce(1, *)
            defer { position += count }
            return Tensor(shape: shape, values: Array(values[position..<position + count]))
        }
        return try names.indices.map { index in
            let shapes = try list([[Int]].self, inputs[index])
            return LayerCase(
                name: names[index], version: versions[index], configuration: configurations[index], inputs: shapes,
                ranges: try ranges.map { try list([Int].self, $0[index]) } ?? shapes.map { _ in 0 },
                outputs: try (ranges == nil ? [list([Int].self, outputs[index])] : list([[Int]].self, outputs[index])).map(next))
        }
    }

    private static func list<List: Decodable>(_ type: List.Type, _ text: String) throws -> List {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
