import NeuralNetwork

/// `Embedding` of Keras: A vector for each whole number of the input; embeddings `(input_dim, output_dim)`. With `mask_zero`,
/// steps of 0 are masked.
public struct Embedding: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - inputDimension: how many rows the table has.
    ///   - outputDimension: how long each row is.
    ///   - maskZero: whether 0 stands for no step.
    public init(
        _ inputDimension: Int, outputDimension: Int, embeddingsInitializer: InitializerOption = "uniform",
        embeddingsRegularizer: RegularizerOption? = nil, activityRegularizer: RegularizerOption? = nil,
        embeddingsConstraint: ConstraintOption? = nil, maskZero: Bool = false, inputLength: Int? = nil, inputShape: [Int?]? = nil,
        name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "Embedding", name: name, isTrainable: isTrainable, inputShape: inputShape ?? [inputLength],
            options: [
                "input_dim": .integer(inputDimension), "output_dim": .integer(outputDimension),
                "embeddings_initializer": embeddingsInitializer.json, "embeddings_regularizer": embeddingsRegularizer.json,
                "activity_regularizer": activityRegularizer.json, "embeddings_constraint": embeddingsConstraint.json,
                "mask_zero": .bool(maskZero), "input_length": .integer(orNull: inputLength),
            ])
    }
}

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
