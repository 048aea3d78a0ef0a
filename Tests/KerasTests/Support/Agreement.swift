import HDF5
import Keras
import NeuralNetwork

/// How far answers are from those of Keras.
enum Agreement {
    /// The greatest difference of two tensors as a part of the second one's greatest magnitude, at least 1e-3 of 1.
    static func distance(_ found: Tensor, _ expected: Tensor) -> Float {
        guard found.shape == expected.shape else { return .infinity }
        return found.withElements { found in
            expected.withElements { expected in
                let scale = expected.reduce(Float(1e-3)) { max($0, $1.magnitude) }
                return zip(found, expected).reduce(Float(0)) { worst, pair in
                    let difference = (pair.0 - pair.1).magnitude
                    // Of what is no number on both sides no difference is taken.
                    if pair.0 == pair.1 || pair.0.isNaN && pair.1.isNaN { return worst }
                    return difference.isNaN ? .infinity : max(worst, difference / scale)
                }
            }
        }
    }
}

extension Group {
    /// A dataset of numbers as a tensor.
    func tensor(_ name: String) throws -> Tensor {
        let dataset = try dataset(name)
        return Tensor(shape: dataset.shape, values: try dataset.read(as: Float.self))
    }

    /// The datasets `x0`, `x1`, … or `x` alone.
    func tensors(_ prefix: String) throws -> [Tensor] {
        if contains(prefix) { return [try tensor(prefix)] }
        var tensors: [Tensor] = []
        while contains("\(prefix)\(tensors.count)") { tensors.append(try tensor("\(prefix)\(tensors.count)")) }
        return tensors
    }
}
