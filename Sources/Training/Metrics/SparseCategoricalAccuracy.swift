public import NeuralNetwork

/// How many predictions are greatest at the class that the truth numbers; the first of equal ones counts.
public struct SparseCategoricalAccuracy: MeanMetric {
    public let kerasName = "SparseCategoricalAccuracy"
    public var mean = Mean()

    public init() {}

    public func values(truth: Tensor, prediction: Tensor) throws(GraphError) -> Tensor {
        let shape = try labelShape(truth, beside: prediction, for: kerasName)
        return truth.paired(with: prediction.greatestPlaces, shape: shape) { $0 == $1 ? 1 : 0 }
    }
}

/// The shape of class numbers beside a prediction with an axis of classes, an axis of 1 in its place dropped.
func labelShape(_ truth: Tensor, beside prediction: Tensor, for metric: String) throws(GraphError) -> [Int] {
    let shape = prediction.shape.dropLast().map { $0 }
    guard truth.shape == shape || truth.shape == shape + [1] else {
        throw .mismatch(site: metric, expected: "class numbers \(shape) for \(prediction.shape)", found: "\(truth.shape)")
    }
    return shape
}
