import NeuralNetwork

/// `PReLU` of Keras: A leaky ReLU whose slopes are weights, of the shape of one item, 1 along `shared_axes`.
public struct PReLU: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - sharedAxes: along which one slope serves all, counted from 1.
    public init(
        alphaInitializer: InitializerOption = "zeros", alphaRegularizer: RegularizerOption? = nil,
        alphaConstraint: ConstraintOption? = nil, sharedAxes: [Int]? = nil, inputShape: [Int?]? = nil, name: String? = nil,
        isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "PReLU", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "alpha_initializer": alphaInitializer.json, "alpha_regularizer": alphaRegularizer.json,
                "alpha_constraint": alphaConstraint.json, "shared_axes": sharedAxes.map(JSON.integers) ?? .null,
            ])
    }
}

/// A leaky ReLU whose slopes are weights, of the shape of one item, 1 along `shared_axes`.
struct PReLULayer: SingleInputLayer {
    let sharedAxes: [Int]

    var maskRule: MaskRule { .passes }

    init(from options: inout LayerOptions) throws {
        sharedAxes = try options.integers("shared_axes") ?? []
        guard sharedAxes.allSatisfy({ $0 > 0 }) else {
            throw options.fault("shared_axes", expected: "axes from 1 on", found: .array(sharedAxes.map { .integer($0) }))
        }
    }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        for axis in sharedAxes where axis >= input.count {
            throw ShapeMismatch(expected: "an axis \(axis), which shares its slopes", found: input.pythonText)
        }
        return [
            WeightSpecification(
                "alpha", try input.indices.dropFirst().map { sharedAxes.contains($0) ? 1 : try input.known($0) })
        ]
    }

    func outputShape(of input: Shape) throws -> Shape { input }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        // oneDNN's own takes no more axes.
        guard graph.shape(of: x).count > 5 else { return try graph.parametricRelu(x, alpha: weights[0]) }
        let negative = try graph.scale(graph.activation(graph.scale(x, by: -1), .relu()), by: -1)
        let slopes = graph.constant(weights[0].reshaped(to: [1] + weights[0].shape))
        return try graph.add([graph.activation(x, .relu()), graph.multiply([negative, slopes])])
    }
}
