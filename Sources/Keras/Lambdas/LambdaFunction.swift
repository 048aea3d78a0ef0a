public import NeuralNetwork

/// What a Lambda layer computes, in operations of the engine.
///
/// Keras saves such a layer as Python bytecode, which Framerill reads but never runs. A function that it doesn't know by its name
/// is registered by whoever loads the model, under the name of the Python function or of the layer:
///
/// ```swift
/// let halve = LambdaFunction("halve") { graph, inputs, _ in try graph.scale(inputs[0], by: 0.5) }
/// let model = try Model("model.h5", lambdas: [halve])
/// ```
public struct LambdaFunction: Sendable {
    /// Adds operations for the inputs of one call and gives the result; `arguments` are the numbers among the layer's own.
    public typealias Lowering =
        @Sendable (_ graph: inout Graph, _ inputs: [Graph.Value], _ arguments: [String: Double]) throws -> Graph.Value

    public let name: String
    public let lower: Lowering

    public init(_ name: String, lower: @escaping Lowering) {
        self.name = name
        self.lower = lower
    }
}
