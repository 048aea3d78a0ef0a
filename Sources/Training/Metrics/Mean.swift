public import NeuralNetwork

/// The weighted mean of values that come batch by batch: their sum, and that of their weights.
///
/// Every value counts, as in Keras 2. Keras 3 takes the mean of each item first and counts items, which is the same unless the batches'
/// items have different lengths.
public struct Mean: Sendable, Hashable {
    public private(set) var total: Float = 0
    public private(set) var count: Float = 0

    public init() {}

    /// - Parameter weights: for the first axes of the values, or for all, with extents of 1 where they repeat.
    public mutating func update(_ values: Tensor, weights: Tensor? = nil) throws(GraphError) {
        let weights = try ElementWeights(weights, for: values.shape)
        var (sum, weight) = (0.0, 0.0)
        values.withElements { elements in
            for (place, element) in elements.enumerated() {
                sum += Double(element * weights[place])
                weight += Double(weights[place])
            }
        }
        total += Float(sum)
        count += Float(weight)
    }

    /// 0 where nothing was counted.
    public var result: Float { count == 0 ? 0 : total / count }

    public mutating func reset() { self = Mean() }

    /// As ``Metric/memory``.
    public var memory: [[Float]] {
        get { [[total, count]] }
        set { (total, count) = (newValue[0][0], newValue[0][1]) }
    }
}

/// The weighted sum of values that come batch by batch.
public struct Sum: Sendable, Hashable {
    private var mean = Mean()

    public init() {}

    /// - Parameter weights: as ``Mean/update(_:weights:)`` takes them.
    public mutating func update(_ values: Tensor, weights: Tensor? = nil) throws(GraphError) {
        try mean.update(values, weights: weights)
    }

    public var result: Float { mean.total }

    public mutating func reset() { mean.reset() }
}
