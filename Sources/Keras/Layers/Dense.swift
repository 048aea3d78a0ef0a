import NeuralNetwork

/// A matrix product along the last axis; kernel `(inputs, units)`.
struct DenseLayer: SingleInputLayer {
    let units: Int
    let usesBias: Bool
    let activation: NeuralNetwork.Activation

    var maskRule: MaskRule { .passes }

    init(from options: inout LayerOptions) throws {
        units = try options.integer("units")
        usesBias = try options.flag("use_bias", default: true)
        activation = try options.activation()
        try options.requireFloatWeights()
    }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        try check(input)
        return [WeightSpecification("kernel", [try input.known(-1), units])]
            + (usesBias ? [WeightSpecification("bias", [units])] : [])
    }

    func outputShape(of input: Shape) throws -> Shape {
        try check(input)
        return input.dropLast() + [units]
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.activation(graph.dense(x, weights: weights[0], bias: usesBias ? weights[1] : nil), activation)
    }

    private func check(_ input: Shape) throws(ShapeMismatch) {
        guard input.count >= 2 else {
            throw ShapeMismatch(expected: "at least one axis besides the batch", found: input.pythonText)
        }
    }
}

extension LayerOptions {
    /// Refuses weights that Keras 3 holds in other forms than floats.
    mutating func requireFloatWeights() throws {
        try require("quantization_config", .null, because: "quantised weights are not read")
        try require("lora_rank", .null, because: "weights with LoRA are not read")
        ignore("lora_alpha")
    }
}
