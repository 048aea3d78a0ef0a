public import NeuralNetwork

/// The identity matrix times `gain`; a matrix that isn't square goes on with zeros.
public struct Identity: Initializer {
    public static let kerasName = "Identity"

    public var gain: Float

    public init(gain: Float = 1) { self.gain = gain }

    public func tensor(shape: [Int], using generator: inout PythonRandom) throws(InitializerError) -> Tensor {
        guard shape.count == 2 else { throw .shape(initializer: Self.kerasName, expected: "a matrix", found: shape) }
        return Tensor(shape: shape) { elements in
            for place in 0..<min(shape[0], shape[1]) { elements[place * (shape[1] + 1)] = gain }
        }
    }
}
