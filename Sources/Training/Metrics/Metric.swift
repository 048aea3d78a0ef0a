public import NeuralNetwork

/// A number about many answers, gathered batch by batch in float32, as Keras does.
public protocol Metric: Sendable {
    /// The name that Keras gives the class: `CategoricalAccuracy`; that of its function for one of the user's own.
    var kerasName: String { get }

    /// Counts one batch in.
    ///
    /// - Parameters:
    ///   - truth: of the shape that the metric asks for beside `prediction`.
    ///   - prediction: `[batch, …]`.
    ///   - weights: one for each item, or for each of its places, or nil where all count alike; a mask is multiplied in before.
    /// - Throws: `GraphError` where shapes don't go together.
    mutating func update(truth: Tensor, prediction: Tensor, weights: Tensor?) throws

    /// Of all that was counted since the last reset: one number, or one for each threshold or class. What nothing was counted for is 0,
    /// as in Keras.
    var results: [Float] { get }

    /// Forgets all that was counted.
    mutating func reset()

    /// All that was counted, so that a training that was broken off goes on counting: what it gives it takes, in a metric made alike.
    var memory: [[Float]] { get set }
}

extension Metric {
    /// The first of the results, for most the only one.
    public var result: Float { results[0] }
}
