public import NeuralNetwork

/// One everywhere.
public struct Ones: Initializer {
    public static let kerasName = "Ones"

    public init() {}

    public func tensor(shape: [Int], using generator: inout PythonRandom) -> Tensor {
        Tensor(shape: shape) { $0.update(repeating: 1) }
    }
}
