public import NeuralNetwork

/// How many predictions are greatest at the class at which the truth is; the first of equal ones counts.
public struct CategoricalAccuracy: MeanMetric {
    public let kerasName = "CategoricalAccuracy"
    public var mean = Mean()

    public init() {}

    public func values(truth: Tensor, prediction: Tensor) throws(GraphError) -> Tensor {
        _ = try matchedShape(truth, prediction, for: kerasName)
        return truth.greatestPlaces.paired(with: prediction.greatestPlaces, shape: prediction.shape.dropLast()) {
            $0 == $1 ? 1 : 0
        }
    }
}
