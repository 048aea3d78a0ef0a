public import NeuralNetwork

/// A metric that is the mean of something said of each item or element.
public protocol MeanMetric: Metric {
    var mean: Mean { get set }

    /// What the mean is taken of: `[batch, …]`.
    func values(truth: Tensor, prediction: Tensor) throws -> Tensor
}

extension MeanMetric {
    public mutating func update(truth: Tensor, prediction: Tensor, weights: Tensor?) throws {
        try mean.update(values(truth: truth, prediction: prediction), weights: weights)
    }

    public var results: [Float] { [mean.result] }

    public mutating func reset() { mean.reset() }

    public var memory: [[Float]] {
        get { mean.memory }
        set { mean.memory = newValue }
    }
}

/// The mean of what a function says, a metric of the user's own.
///
/// ```swift
/// let meanPrediction = MeanMetricWrapper("mean_pred") { _, prediction in prediction }
/// ```
public struct MeanMetricWrapper: MeanMetric {
    public let kerasName: String
    public var mean = Mean()
    private let function: @Sendable (_ truth: Tensor, _ prediction: Tensor) throws -> Tensor

    /// - Parameter function: gives a number for each item or element, or one for the batch, under `[1]`.
    public init(_ name: String, function: @escaping @Sendable (_ truth: Tensor, _ prediction: Tensor) throws -> Tensor) {
        (kerasName, self.function) = (name, function)
    }

    public func values(truth: Tensor, prediction: Tensor) throws -> Tensor { try function(truth, prediction) }
}
