public import NeuralNetwork

/// How many elements of the prediction are just those of the truth.
public struct Accuracy: MeanMetric {
    public let kerasName = "Accuracy"
    public var mean = Mean()

    public init() {}

    public func values(truth: Tensor, prediction: Tensor) throws(GraphError) -> Tensor {
        truth.paired(with: prediction, shape: try matchedShape(truth, prediction, for: kerasName)) { $0 == $1 ? 1 : 0 }
    }
}
