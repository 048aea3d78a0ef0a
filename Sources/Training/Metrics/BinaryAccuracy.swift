public import NeuralNetwork

/// How many elements of the prediction are above the threshold where the truth is 1, and not where it is 0.
public struct BinaryAccuracy: MeanMetric {
    public let kerasName = "BinaryAccuracy"
    public var mean = Mean()
    public let threshold: Float

    public init(threshold: Float = 0.5) { self.threshold = threshold }

    public func values(truth: Tensor, prediction: Tensor) throws(GraphError) -> Tensor {
        let shape = try matchedShape(truth, prediction, for: kerasName)
        return truth.paired(with: prediction, shape: shape) { $0 == ($1 > threshold ? 1 : 0) ? 1 : 0 }
    }
}
