import NeuralNetwork

/// The greatest of several matrix products, element by element (Keras 1, and a relic in Keras 2); kernel
/// `(features, inputs, units)`.
struct MaxoutDenseLayer: SingleInputLayer {
    let units: Int
    let features: Int
    let usesBias: Bool

    init(from options: inout LayerOptions) throws {
        units = try options.integer("output_dim")
        features = try options.integer("nb_feature", default: 4)
        usesBias = try options.flag("bias", default: true)
        options.ignore("init", "input_dim", "W_regularizer", "b_regularizer", "W_constraint", "b_constraint")
    }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        try check(input)
        return [WeightSpecification("kernel", [features, try input.known(1), units])]
            + (usesBias ? [WeightSpecification("bias", [features, units])] : [])
    }

    func outputShape(of input: Shape) throws -> Shape {
        try check(input)
        return [input[0], units]
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        let kernel = weights[0].transposed([1, 0, 2]).reshaped(to: [weights[0].shape[1], features * units])
        let bias = usesBias ? weights[1].reshaped(to: [features * units]) : nil
        let products = try graph.reshape(graph.dense(x, weights: kernel, bias: bias), to: [features, units])
        return try graph.reduction(products, .maximum, axes: [1])
    }

    private func check(_ input: Shape) throws(ShapeMismatch) { try input.expectRank(2, "vectors (batch, inputs)") }
}
