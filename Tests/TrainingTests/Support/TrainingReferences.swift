import HDF5
import NeuralNetwork
import TestMaterial

/// The files that the scripts of `References` made.
enum TrainingReferences {
    static func open(_ name: String) throws -> Group {
        try HDF5File(reading: Project.path("Tests/TrainingTests/References/\(name).h5")).root
    }
}

extension Group {
    /// A dataset of numbers as a tensor.
    func tensor(_ name: String) throws -> Tensor {
        let dataset = try dataset(name)
        return Tensor(shape: dataset.shape, values: try dataset.read(as: Float.self))
    }

    func numbers<Element: HDF5Element>(_ name: String, as element: Element.Type = Element.self) throws -> [Element] {
        try dataset(name).read(as: element)
    }
}

/// How many floats lie between two that are furthest apart, of tensors of one shape; of NaN and of another shape, as many as can.
func distance(_ found: Tensor, _ expected: Tensor) -> Int {
    guard found.shape == expected.shape else { return .max }
    // Bit patterns of floats in the order of the numbers.
    func place(_ number: Float) -> Int {
        let bits = Int(Int32(bitPattern: number.bitPattern))
        return bits < 0 ? Int(Int32.min) - bits : bits
    }
    return zip(found.values, expected.values).reduce(0) { worst, pair in
        max(worst, pair.0.isNaN || pair.1.isNaN ? .max : abs(place(pair.0) - place(pair.1)))
    }
}
