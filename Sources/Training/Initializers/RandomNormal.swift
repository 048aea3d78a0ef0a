public import NeuralNetwork

/// Numbers of a normal distribution.
public struct RandomNormal: RandomInitializer {
    public static let kerasName = "RandomNormal"

    public var mean: Float
    public var standardDeviation: Float
    public var seed: Int?

    public init(mean: Float = 0, stddev: Float = 0.05, seed: Int? = nil) {
        (self.mean, standardDeviation, self.seed) = (mean, stddev, seed)
    }

    public func tensor(shape: [Int], from stream: Philox) -> Tensor {
        stream.tensor(shape: shape, .normal(mean: mean, standardDeviation: standardDeviation))
    }
}
