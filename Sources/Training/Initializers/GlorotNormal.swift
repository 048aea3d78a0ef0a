public import NeuralNetwork

/// Truncated normal with a variance of 2 / (inputs + outputs): for sigmoid and tanh (Glorot and Bengio 2010).
public struct GlorotNormal: RandomInitializer {
    public static let kerasName = "GlorotNormal"

    public var seed: Int?
    /// See `VarianceScaling`.
    public var inputAxes: [Int]?
    public var outputAxes: [Int]?

    public init(seed: Int? = nil, inputAxes: [Int]? = nil, outputAxes: [Int]? = nil) {
        (self.seed, self.inputAxes, self.outputAxes) = (seed, inputAxes, outputAxes)
    }

    public func tensor(shape: [Int], from stream: Philox) throws(InitializerError) -> Tensor {
        try VarianceScaling(
            scale: 1, mode: .fanAverage, distribution: .truncatedNormal, inputAxes: inputAxes, outputAxes: outputAxes
        ).tensor(shape: shape, from: stream)
    }
}
