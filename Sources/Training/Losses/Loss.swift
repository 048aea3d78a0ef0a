public import NeuralNetwork

/// How far answers are from the truth, as operations on a graph, so that it can be differentiated.
public protocol Loss: Sendable {
    /// The name that Keras gives the class: `CategoricalCrossentropy`.
    static var kerasName: String { get }

    /// Adds the loss of each item before any weight or mean: `[batch, …]` without the last axis of the prediction.
    ///
    /// - Parameters:
    ///   - truth: of the shape that the loss asks for beside `prediction`.
    ///   - prediction: `[batch, …, n]`.
    /// - Throws: `GraphError` for shapes that don't go together.
    func values(
        truth: Graph.Value, prediction: Graph.Value, in graph: inout Graph
    ) throws(GraphError) -> Graph.Value
}
