public import NeuralNetwork

/// Evenly from ±√(6 / inputs): for ReLU (He et al. 2015).
public struct HeUniform: RandomInitializer {
    public static let kerasName = "HeUniform"

    public var seed: Int?
    /// See `VarianceScaling`.
    public var inputAxes: [Int]?
    public var outputAxes: [Int]?

    public init(seed: Int? = nil, inputAxes: [Int]? = nil, outputAxes: [Int]? = nil) {
        (self.seed, self.inputAxes, self.outputAxes) = (seed, inputAxes, outputAxes)
    }

    public func tensor(shape: [Int], from stream: Philox) throws(InitializerError) -> Tensor {
        try VarianceScaling(
            scale: 2, mode: .fanIn, distribution: .uniform, inputAxes: inputAxes, outputAxes: outputAxes
        ).tensor(shape: shape, from: stream)
    }
}
