import NeuralNetwork

/// An Embedding that, in calls with `reverse=True`, gives for each vector its products with all rows of its table instead (Keras 3).
///
/// The products are with `reverse_embeddings`, `(output_dim, input_dim)`, where `tie_weights` is false, and go through
/// `soft_cap · tanh(x / soft_cap)` where `logit_soft_cap` is given.
struct ReversibleEmbeddingLayer: MaskedLayer {
    let table: EmbeddingLayer
    let tiesWeights: Bool
    let softCap: Float?
    var isReversed = false

    init(from options: inout LayerOptions) throws {
        table = try EmbeddingLayer(from: &options)
        tiesWeights = try options.flag("tie_weights", default: true)
        softCap = try options.number("logit_soft_cap")
        options.ignore("reverse_dtype")
    }

    func weights(for inputs: [Shape]) throws -> [WeightSpecification] {
        try table.weights(for: inputs)
            + (tiesWeights ? [] : [WeightSpecification("reverse_embeddings", [table.columns, table.rows])])
    }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] {
        guard isReversed else { return try table.outputShapes(of: inputs) }
        guard inputs.count == 1, inputs[0].count >= 2, inputs[0].last == table.columns else {
            throw ShapeMismatch(
                expected: "vectors of \(table.columns) elements", found: inputs.map(\.pythonText).joined(separator: ", "))
        }
        return [inputs[0].dropLast() + [table.rows]]
    }

    func lower(
        masked inputs: [MaskedValue], weights: [Tensor], version: KerasVersion, into graph: inout Graph
    ) throws -> [MaskedValue] {
        guard isReversed else {
            return try table.lower(masked: inputs, weights: [weights[0]], version: version, into: &graph)
        }
        let kernel = tiesWeights ? weights[0].transposed([1, 0]) : weights[1]
        var products = try graph.dense(inputs[0].value, weights: kernel)
        if let softCap {
            products = try graph.scale(graph.activation(graph.scale(products, by: 1 / softCap), .tanh), by: softCap)
        }
        return [MaskedValue(products)]
    }
}
