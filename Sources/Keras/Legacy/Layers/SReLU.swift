import NeuralNetwork

/// An S of three straight pieces, whose ends and slopes are weights of the shape of one item (Keras 1).
///
/// `x` between `l` and `r`, `l + a_l·(x − l)` below, `r + a_r·(x − r)` above, where `l` is `t_left` and `r` is `t_left + |t_right|`.
struct SReLULayer: SingleInputLayer {
    init(from options: inout LayerOptions) throws {
        options.ignore("t_left_init", "a_left_init", "t_right_init", "a_right_init")
    }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        let shape = try input.indices.dropFirst().map { try input.known($0) }
        return ["t_left", "a_left", "t_right", "a_right"].map { WeightSpecification($0, shape) }
    }

    func outputShape(of input: Shape) throws -> Shape { input }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        let left = weights[0]
        let width = Tensor(shape: left.shape, values: weights[2].values.map(\.magnitude))
        let right = Tensor(shape: left.shape, values: zip(left.values, width.values).map(+))
        let fromLeft = try graph.subtract(x, graph.constant(left))
        let middle = try graph.minimum([graph.activation(fromLeft, .relu()), graph.constant(width)])
        let below = try graph.activation(graph.scale(fromLeft, by: -1), .relu())
        let above = try graph.activation(graph.subtract(x, graph.constant(right)), .relu())
        let inner = try graph.subtract(
            graph.add([middle, graph.constant(left)]), graph.multiply([below, graph.constant(weights[1])]))
        return try graph.add([inner, graph.multiply([above, graph.constant(weights[3])])])
    }
}

extension SReLULayer: LegacyWeights {
    func legacyForms(of weights: [WeightSpecification], inputs: [Shape]) -> [WeightForm] { WeightForm.shared(weights) }
}
