public import NeuralNetwork

/// A random matrix whose rows or columns, whichever are fewer, are orthogonal and of length `gain`; all dimensions but the last of a
/// kernel count as rows (Saxe et al. 2013).
///
/// It is found in double precision: Keras' own, in single precision, is up to 1e-6 off.
public struct Orthogonal: RandomInitializer {
    public static let kerasName = "Orthogonal"

    public var gain: Float
    public var seed: Int?

    public init(gain: Float = 1, seed: Int? = nil) { (self.gain, self.seed) = (gain, seed) }

    public func tensor(shape: [Int], from stream: Philox) throws(InitializerError) -> Tensor {
        guard shape.count >= 2 else {
            throw .shape(initializer: Self.kerasName, expected: "at least two dimensions", found: shape)
        }
        let (rows, columns) = (shape.dropLast().reduce(1, *), shape[shape.count - 1])
        let (length, count) = (max(rows, columns), min(rows, columns))
        let normal = stream.tensor(shape: [length, count], .normal())
        var factorization = normal.withElements { normal in
            QRFactorization(rows: length, columns: count) { row, column in Double(normal[row * count + column]) }
        }
        return Tensor(shape: shape) { elements in
            factorization.orthogonalColumns { column, values in
                for (row, value) in values.enumerated() {
                    elements[rows < columns ? column * columns + row : row * columns + column] = gain * Float(value)
                }
            }
        }
    }
}
