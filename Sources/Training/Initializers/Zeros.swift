public import NeuralNetwork

/// Zero everywhere.
public struct Zeros: Initializer {
    public static let kerasName = "Zeros"

    public init() {}

    public func tensor(shape: [Int], using generator: inout PythonRandom) -> Tensor {
        Tensor(shape: shape)
    }
}
