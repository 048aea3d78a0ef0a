public import NeuralNetwork

/// Truncated normal with a variance of 1 / inputs: for SELU (Klambauer et al. 2017).
public struct LecunNormal: RandomInitializer {
    public static let kerasName = "LecunNormal"

    public var seed: Int?
    /// See `VarianceScaling`.
    public var inputAxes: [Int]?
    public var outputAxes: [Int]?

    public init(seed: Int? = nil, inputAxes: [Int]? = nil, outputAxes: [Int]? = nil) {
        (self.seed, self.inputAxes, self.outputAxes) = (seed, inputAxes, outputAxes)
    }

    public func tensor(shape: [Int], from stream: Philox) throws(InitializerError) -> Tensor {
        try VarianceScaling(
            scale: 1, mode: .fanIn, distribution: .truncatedNormal, inputAxes: inputAxes, outputAxes: outputAxes
        ).tensor(shape: shape, from: stream)
    }
}
