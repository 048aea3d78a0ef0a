import NeuralNetwork

/// `Dense` of Keras: A matrix product along the last axis; kernel `(inputs, units)`.
public struct Dense: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - units: how many features it gives.
    ///   - activation: the name of a function of the result; none unless given.
    public init(
        _ units: Int, activation: String? = nil, useBias: Bool = true, kernelInitializer: InitializerOption = "glorot_uniform",
        biasInitializer: InitializerOption = "zeros", kernelRegularizer: RegularizerOption? = nil,
        biasRegularizer: RegularizerOption? = nil, activityRegularizer: RegularizerOption? = nil,
        kernelConstraint: ConstraintOption? = nil, biasConstraint: ConstraintOption? = nil, inputShape: [Int?]? = nil,
        name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "Dense", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "units": .integer(units), "activation": .activation(activation), "use_bias": .bool(useBias),
                "kernel_initializer": kernelInitializer.json, "bias_initializer": biasInitializer.json,
                "kernel_regularizer": kernelRegularizer.json, "bias_regularizer": biasRegularizer.json,
                "activity_regularizer": activityRegularizer.json, "kernel_constraint": kernelConstraint.json,
                "bias_constraint": biasConstraint.json,
            ])
    }
}

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
