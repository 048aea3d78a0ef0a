public import NeuralNetwork

/// What a variable adds to the loss for what it is, as operations on a graph, so that it can be differentiated.
public protocol Regularizer: Sendable {
    /// The name that Keras gives the class: `L1L2`.
    static var kerasName: String { get }

    /// Adds the penalty of a value, as `[1]`.
    ///
    /// - Throws: `GraphError` for a shape that the regularizer isn't for.
    func penalty(of x: Graph.Value, in graph: inout Graph) throws(GraphError) -> Graph.Value
}

/// The regularizers by all names that Keras has for them.
public enum RegularizerCatalogue {
    /// Each with its names, that of the class first, and as its name alone means it.
    public static let entries: [(names: [String], regularizer: any Regularizer)] = [
        (["L1", "l1"], L1()),
        (["L2", "l2"], L2()),
        // Keras' function l1_l2 and its class differ in what they take where nothing is said.
        (["L1L2"], L1L2()),
        (["l1_l2", "l1l2"], L1L2(l1: 0.01, l2: 0.01)),
        (["OrthogonalRegularizer", "orthogonal_regularizer"], OrthogonalRegularizer()),
    ]

    /// nil where Keras has none of the name.
    public static func regularizer(named name: String) -> (any Regularizer)? {
        entries.first { $0.names.contains(name) }?.regularizer
    }
}
