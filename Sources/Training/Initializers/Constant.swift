public import NeuralNetwork

/// One number everywhere, or given numbers.
public struct Constant: Initializer {
    public static let kerasName = "Constant"

    /// One, or one for each element in row-major order.
    public var values: [Float]

    public init(value: Float = 0) { values = [value] }

    /// - Parameter values: one for each element in row-major order.
    public init(values: [Float]) { self.values = values }

    public func tensor(shape: [Int], using generator: inout PythonRandom) throws(InitializerError) -> Tensor {
        if values.count == 1 { return Tensor(shape: shape) { $0.update(repeating: values[0]) } }
        guard values.count == shape.reduce(1, *) else {
            throw .shape(initializer: Self.kerasName, expected: "\(values.count) elements", found: shape)
        }
        return Tensor(shape: shape, values: values)
    }
}
