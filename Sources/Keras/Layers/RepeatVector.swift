import NeuralNetwork

/// `RepeatVector` of Keras: A vector `n` times along a new axis after the batch.
public struct RepeatVector: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - count: how often.
    public init(
        _ count: Int, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RepeatVector", name: name, isTrainable: isTrainable, inputShape: inputShape, options: ["n": .integer(count)])
    }
}

/// A vector `n` times along a new axis after the batch.
struct RepeatVectorLayer: SingleInputLayer {
    let count: Int

    init(from options: inout LayerOptions) throws { count = try options.integer("n") }

    func outputShape(of input: Shape) throws -> Shape {
        try input.expectRank(2, "vectors (batch, features)")
        return [input[0], count, input[1]]
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        let row = try graph.reshape(x, to: [1, -1])
        return try graph.concatenate(Array(repeating: row, count: count), axis: 1)
    }
}
