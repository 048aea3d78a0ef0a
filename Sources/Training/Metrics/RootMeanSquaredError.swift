public import NeuralNetwork

/// The root of the mean squared error of all elements.
public struct RootMeanSquaredError: MeanMetric {
    public let kerasName = "RootMeanSquaredError"
    public var mean = Mean()

    public init() {}

    public func values(truth: Tensor, prediction: Tensor) throws(GraphError) -> Tensor {
        truth.paired(with: prediction, shape: try matchedShape(truth, prediction, for: kerasName)) { ($1 - $0) * ($1 - $0) }
    }

    public var results: [Float] { [mean.result.squareRoot()] }
}
