/// An operation whose gradient is known.
package protocol Differentiable: Operation {
    /// Adds to `graph` how a change of the result comes back to the inputs (the chain rule's step for this operation).
    ///
    /// All shapes are known.
    ///
    /// - Returns: for each input a value of its shape; nil where none is wanted, or where the result doesn't depend on it smoothly.
    func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?]
}

/// An operation in its place, on the way back.
package struct DifferentiatedCall {
    package let result: Graph.Value
    package let inputs: [Graph.Value]
    /// Of the loss with respect to the result, and of its shape.
    package let gradient: Graph.Value
    /// Whether the gradient with respect to each input is asked for.
    package let isWanted: [Bool]

    /// The gradient with respect to the only input that may be asked for.
    func single(_ value: Graph.Value?) -> [Graph.Value?] { [value] + [Graph.Value?](repeating: nil, count: inputs.count - 1) }
}
