import NeuralNetwork

/// `alpha · log(1 + exp(beta · x))` with weights of the shape of one item (Keras 1).
struct ParametricSoftplusLayer: SingleInputLayer {
    init(from options: inout LayerOptions) throws { options.ignore("alpha_init", "beta_init") }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        let shape = try input.indices.dropFirst().map { try input.known($0) }
        return [WeightSpecification("alphas", shape), WeightSpecification("betas", shape)]
    }

    func outputShape(of input: Shape) throws -> Shape { input }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        let bent = try graph.activation(graph.multiply([x, graph.constant(weights[1])]), .softplus)
        return try graph.multiply([bent, graph.constant(weights[0])])
    }
}

extension ParametricSoftplusLayer: LegacyWeights {
    func legacyForms(of weights: [WeightSpecification], inputs: [Shape]) -> [WeightForm] { WeightForm.shared(weights) }
}
