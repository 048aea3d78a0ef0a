public import NeuralNetwork

/// Evenly from ±√(3 / inputs) (LeCun et al. 1998).
public struct LecunUniform: RandomInitializer {
    public static let kerasName = "LecunUniform"

    public var seed: Int?
    /// See `VarianceScaling`.
    public var inputAxes: [Int]?
    public var outputAxes: [Int]?

    public init(seed: Int? = nil, inputAxes: [Int]? = nil, outputAxes: [Int]? = nil) {
        (self.seed, self.inputAxes, self.outputAxes) = (seed, inputAxes, outputAxes)
    }

    public func tensor(shape: [Int], from stream: Philox) throws(InitializerError) -> Tensor {
        try VarianceScaling(
            scale: 1, mode: .fanIn, distribution: .uniform, inputAxes: inputAxes, outputAxes: outputAxes
        ).tensor(shape: shape, from: stream)
    }
}
