import NeuralNetwork

/// A dense layer and its input, mixed by a gate of its own (Keras 1, and a relic in Keras 2):
/// `t · activation(x·W + b) + (1 − t) · x` with `t = sigmoid(x·W_carry + b_carry)`.
struct HighwayLayer: SingleInputLayer {
    let usesBias: Bool
    let activation: NeuralNetwork.Activation

    init(from options: inout LayerOptions) throws {
        usesBias = try options.flag("bias", default: true)
        activation = try options.activation()
        options.ignore("init", "input_dim", "transform_bias", "W_regularizer", "b_regularizer", "W_constraint", "b_constraint")
    }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        try check(input)
        let width = try input.known(1)
        return [WeightSpecification("kernel", [width, width]), WeightSpecification("carry_kernel", [width, width])]
            + (usesBias ? [WeightSpecification("bias", [width]), WeightSpecification("carry_bias", [width])] : [])
    }

    func outputShape(of input: Shape) throws -> Shape {
        try check(input)
        return input
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        let gate = try graph.activation(graph.dense(x, weights: weights[1], bias: usesBias ? weights[3] : nil), .sigmoid)
        let change = try graph.activation(graph.dense(x, weights: weights[0], bias: usesBias ? weights[2] : nil), activation)
        let rest = try graph.multiply([graph.scale(gate, by: -1, offset: 1), x])
        return try graph.add([graph.multiply([change, gate]), rest])
    }

    private func check(_ input: Shape) throws(ShapeMismatch) { try input.expectRank(2, "vectors (batch, inputs)") }
}
