import NeuralNetwork

/// A vector for each whole number of the input; embeddings `(input_dim, output_dim)`. With `mask_zero`, steps of 0 are masked.
struct EmbeddingLayer: MaskedLayer {
    let rows: Int
    let columns: Int
    let masksZero: Bool

    init(from options: inout LayerOptions) throws {
        rows = try options.integer("input_dim")
        columns = try options.integer("output_dim")
        masksZero = try options.flag("mask_zero", default: false)
        try options.requireFloatWeights()
        options.ignore("input_length", "sparse")
    }

    func weights(for inputs: [Shape]) throws -> [WeightSpecification] { [WeightSpecification("embeddings", [rows, columns])] }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] {
        guard inputs.count == 1 else { throw ShapeMismatch(expected: "one input", found: "\(inputs.count)") }
        return [inputs[0] + [columns]]
    }

    func lower(
        masked inputs: [MaskedValue], weights: [Tensor], version: KerasVersion, into graph: inout Graph
    ) throws -> [MaskedValue] {
        let x = inputs[0].value
        let mask = masksZero ? try graph.mask(ofElements: x, otherThan: 0) : nil
        return [MaskedValue(try graph.rows(x, of: weights[0]), mask: mask)]
    }
}
