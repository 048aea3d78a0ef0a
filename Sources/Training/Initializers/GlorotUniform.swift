public import NeuralNetwork

/// Evenly from ±√(6 / (inputs + outputs)): for sigmoid and tanh (Glorot and Bengio 2010).
public struct GlorotUniform: RandomInitializer {
    public static let kerasName = "GlorotUniform"

    public var seed: Int?
    /// See `VarianceScaling`.
    public var inputAxes: [Int]?
    public var outputAxes: [Int]?

    public init(seed: Int? = nil, inputAxes: [Int]? = nil, outputAxes: [Int]? = nil) {
        (self.seed, self.inputAxes, self.outputAxes) = (seed, inputAxes, outputAxes)
    }

    public func tensor(shape: [Int], from stream: Philox) throws(InitializerError) -> Tensor {
        try VarianceScaling(
            scale: 1, mode: .fanAverage, distribution: .uniform, inputAxes: inputAxes, outputAxes: outputAxes
        ).tensor(shape: shape, from: stream)
    }
}
