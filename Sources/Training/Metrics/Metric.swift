public import NeuralNetwork

/// A number about many answers, gathered batch by batch.
public protocol Metric: Sendable {
    /// The name that Keras gives the class: `CategoricalAccuracy`.
    static var kerasName: String { get }

    /// Counts one batch in.
    ///
    /// - Parameters:
    ///   - truth: of the shape that the metric asks for beside `prediction`.
    ///   - prediction: `[batch, …]`.
    ///   - weights: one for each item, or nil where all count alike.
    /// - Throws: where shapes don't go together.
    mutating func update(truth: Tensor, prediction: Tensor, weights: Tensor?) throws

    /// Of all that was counted since the last reset. What nothing was counted for is 0, as in Keras.
    var result: Float { get }

    /// Forgets all that was counted.
    mutating func reset()
}
