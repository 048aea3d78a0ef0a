public import NeuralNetwork

/// How far answers are from the truth, as operations on a graph, so that it can be differentiated.
public protocol Loss: Sendable {
    /// The name that Keras gives the class: `CategoricalCrossentropy`.
    static var kerasName: String { get }

    /// Adds the loss of each item before any weight or mean.
    ///
    /// Where Keras gives one number for all items, or an item has no axes besides, the shape is `[1]`.
    ///
    /// - Parameters:
    ///   - truth: of the shape of `prediction`, or with a last axis of 1 more or less (`[batch]` beside `[batch, 1]`); class numbers, for
    ///     losses called sparse, have no axis of classes.
    ///   - prediction: `[batch, …, n]`. Crossentropies use what a sigmoid or a softmax made it of, as those of Keras do.
    /// - Returns: `[batch, …]`, without the last axis of the prediction.
    /// - Throws: `GraphError` for shapes that don't go together. Keras repeats extents of 1 in some losses; here all must agree.
    func values(truth: Graph.Value, prediction: Graph.Value, in graph: inout Graph) throws(GraphError) -> LossValues
}

/// What a loss says of each item.
public struct LossValues: Sendable, Hashable {
    public var values: Graph.Value
    /// 1 for each value that counts, 0 for others; nil where all count.
    public var mask: Graph.Value?

    public init(_ values: Graph.Value, mask: Graph.Value? = nil) { (self.values, self.mask) = (values, mask) }
}
