import HDF5
import NeuralNetwork

/// One variable of a layer in a file.
struct SavedVariable: Sendable {
    let dataset: Dataset

    var place: String { dataset.path }

    /// The numbers as float32, checked against what the layer needs.
    ///
    /// - Parameter layer: what errors call the layer.
    func tensor(for specification: WeightSpecification, of layer: String) throws -> Tensor {
        guard specification.admits(dataset.shape) else {
            throw KerasError.weights(
                file: dataset.filePath, layer: layer, place: place,
                expected: "\(specification.name) of shape \(SavedLayer.text(specification.shape))",
                found: SavedLayer.text(dataset.shape))
        }
        if case .opaque(2) = dataset.elementType, try dataset.string(attribute: "dtype") == "bfloat16" {
            return Tensor(shape: dataset.shape, values: Self.floats(ofHalves: try dataset.readOpaque()))
        }
        guard dataset.elementType.isNumeric else {
            throw KerasError.weights(
                file: dataset.filePath, layer: layer, place: place, expected: "numbers", found: "\(dataset.elementType)")
        }
        return try Tensor(of: dataset, layer: layer)
    }

    /// bfloat16 is the upper half of float32, little-endian here.
    private static func floats(ofHalves bytes: [UInt8]) -> [Float] {
        stride(from: 0, to: bytes.count, by: 2).map { place in
            Float(bitPattern: UInt32(bytes[place]) << 16 | UInt32(bytes[place + 1]) << 24)
        }
    }
}
