import NeuralNetwork

/// `EinsumDense` of Keras: A sum of products of the input and a kernel, as an equation says: `abc,cd->abd` is a Dense along the
/// last axis.
public struct EinsumDense: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - equation: as of `einsum`.
    ///   - outputShape: without the batch; nil for an extent that the input decides.
    ///   - activation: the name of a function of the result; none unless given.
    ///   - biasAxes: the letters of the axes that the bias has.
    public init(
        _ equation: String, outputShape: [Int?], activation: String? = nil, biasAxes: String? = nil,
        kernelInitializer: InitializerOption = "glorot_uniform", biasInitializer: InitializerOption = "zeros",
        kernelRegularizer: RegularizerOption? = nil, biasRegularizer: RegularizerOption? = nil,
        activityRegularizer: RegularizerOption? = nil, kernelConstraint: ConstraintOption? = nil,
        biasConstraint: ConstraintOption? = nil, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "EinsumDense", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "output_shape": .shape(outputShape), "equation": .string(equation), "activation": .activation(activation),
                "bias_axes": .string(orNull: biasAxes), "kernel_initializer": kernelInitializer.json,
                "bias_initializer": biasInitializer.json, "kernel_regularizer": kernelRegularizer.json,
                "bias_regularizer": biasRegularizer.json, "activity_regularizer": activityRegularizer.json,
                "kernel_constraint": kernelConstraint.json, "bias_constraint": biasConstraint.json,
            ])
    }
}

/// A sum of products of the input and a kernel, as an equation says: `abc,cd->abd` is a Dense along the last axis.
struct EinsumDenseLayer: SingleInputLayer {
    let equation: String
    /// Without the batch.
    let outputExtents: [Int?]
    let biasAxes: [Character]
    let activation: NeuralNetwork.Activation

    init(from options: inout LayerOptions) throws {
        guard let equation = options.value("equation")?.text else {
            throw options.fault("equation", expected: "an equation", found: nil)
        }
        self.equation = equation
        let given = options.value("output_shape")
        guard let given, let extents = given.integer.map({ [JSON.integer($0)] }) ?? given.elements else {
            throw options.fault("output_shape", expected: "extents", found: given)
        }
        outputExtents = try extents.map { extent in
            if extent.isNull { return nil }
            guard let extent = extent.integer, (1...SizeLimits.option).contains(extent) else {
                throw options.fault("output_shape", expected: "positive extents or null", found: given)
            }
            return extent
        }
        biasAxes = Array(options.value("bias_axes")?.text ?? "")
        activation = try options.activation()
        try options.requireFloatWeights()
    }

    private func read(_ input: Shape) throws -> (equation: EinsumEquation, extents: [Character: Int?]) {
        let written = try EinsumEquation(equation, rank: input.count)
        return (written, try written.extents(input: input, output: outputExtents))
    }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        let (written, extents) = try read(input)
        func known(_ label: Character) throws -> Int {
            guard let extent = extents[label] ?? nil else {
                throw ShapeMismatch(expected: "a known extent along \"\(label)\" of \(equation)", found: input.pythonText)
            }
            return extent
        }
        let kernel = WeightSpecification("kernel", try written.kernel.map(known))
        guard let first = written.output.firstIndex(where: biasAxes.contains) else { return [kernel] }
        // From the first axis with a bias on, the others of extent 1.
        let bias = try written.output[first...].map { biasAxes.contains($0) ? try known($0) : 1 }
        return [kernel, WeightSpecification("bias", bias)]
    }

    func outputShape(of input: Shape) throws -> Shape {
        let (written, extents) = try read(input)
        return written.output.map { extents[$0] ?? nil }
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        let written = try EinsumEquation(equation, rank: graph.shape(of: x).count)
        let product = try graph.einsum(written.text, x, graph.constant(weights[0]))
        let sum = weights.count > 1 ? try graph.add([product, graph.constant(weights[1])]) : product
        return try graph.activation(sum, activation)
    }
}
