public import NeuralNetwork

/// Numbers of a normal distribution, drawn again where they are two standard deviations or more from the mean.
public struct TruncatedNormal: RandomInitializer {
    public static let kerasName = "TruncatedNormal"

    public var mean: Float
    public var standardDeviation: Float
    public var seed: Int?

    public init(mean: Float = 0, stddev: Float = 0.05, seed: Int? = nil) {
        (self.mean, standardDeviation, self.seed) = (mean, stddev, seed)
    }

    public func tensor(shape: [Int], from stream: Philox) -> Tensor {
        stream.tensor(shape: shape, .truncatedNormal(mean: mean, standardDeviation: standardDeviation))
    }
}
