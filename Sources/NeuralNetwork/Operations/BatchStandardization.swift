/// Normalisation of each channel by the mean and the variance of the batch at hand, as a model that is trained does it. Part 1 is
/// the mean, part 2 the variance (divided by the number of elements, not by one less).
///
/// Ioffe and Szegedy, "Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift", 2015.
package struct BatchStandardization: Operation {
    package var epsilon: Float
    /// Whether a ReLU follows, which is then done in the same pass. Part 3 is what the gradient needs of it.
    package var hasRelu = false

    package var name: String { "batch normalization by its own statistics" }

    /// Inputs: images `[batch, height, width, channels]`, gamma and beta `[channels]`.
    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        let image = try ImageShape(inputs[0])
        for weight in inputs[1...2] where weight != [image.channels] {
            throw ShapeMismatch(expected: "gamma and beta of shape [\(image.channels)]", found: weight.text)
        }
        return inputs[0]
    }

    package func lower(into lowering: inout Lowering) throws {
        let inputs = lowering.node.inputs
        let source = try lowering.operand(inputs[0])
        let description = try PrimitiveDescription.batchNormalization(source.layout, epsilon: epsilon, hasRelu: hasRelu)
        let statistics = try Layout(rowMajor: [lowering.extents[3]])
        let (mean, variance) = (lowering.destination(statistics), lowering.destination(statistics))
        let result = lowering.destination(source.layout)
        var arguments: [(argument: Argument, operand: Operand)] = [
            (.source, source), (.scale, try lowering.rowMajor(inputs[1])), (.shift, try lowering.rowMajor(inputs[2])),
            (.mean, mean), (.variance, variance), (.destination, result),
        ]
        if hasRelu {
            let workspace = lowering.destination(description.workspace)
            arguments.append((.workspace, workspace))
            lowering.place(workspace, asPart: 3)
        }
        try lowering.emit(description, arguments)
        lowering.place(mean, asPart: 1)
        lowering.place(variance, asPart: 2)
        lowering.place(result)
    }
}

/// The gradient of a normalisation by the batch's own statistics, with respect to what was normalised; those with respect to gamma
/// and beta are its parts 1 and 2.
package struct BatchStandardizationGradient: Operation {
    package var epsilon: Float
    package var hasRelu: Bool

    package var name: String { "batch normalization gradient" }

    /// Inputs: the gradient of the result, what was normalised, mean, variance, gamma, beta, and part 3 where a ReLU follows.
    package func shape(of inputs: [Shape]) -> Shape { inputs[1] }

    package func lower(into lowering: inout Lowering) throws {
        let inputs = lowering.node.inputs
        let source = try lowering.operand(inputs[1])
        let description = try PrimitiveDescription.batchNormalizationGradient(source.layout, epsilon: epsilon, hasRelu: hasRelu)
        let gradient = try lowering.operand(inputs[0], as: source.layout)
        let statistics = try Layout(rowMajor: [lowering.extents[3]])
        let (scale, shift) = (lowering.destination(statistics), lowering.destination(statistics))
        let result = lowering.destination(over: gradient)
        var arguments: [(argument: Argument, operand: Operand)] = [
            (.source, source), (.destinationGradient, gradient), (.mean, try lowering.rowMajor(inputs[2])),
            (.variance, try lowering.rowMajor(inputs[3])), (.scale, try lowering.rowMajor(inputs[4])),
            (.sourceGradient, result), (.scaleGradient, scale), (.shiftGradient, shift),
        ]
        if hasRelu { arguments.append((.workspace, lowering.places(of: inputs[6])[0])) }
        // oneDNN 2.6 asks for beta, of which it has no need.
        if description.inputCount == arguments.count - 2 { arguments.append((.shift, try lowering.rowMajor(inputs[5]))) }
        try lowering.emit(description, arguments)
        lowering.place(scale, asPart: 1)
        lowering.place(shift, asPart: 2)
        lowering.place(result)
    }
}

extension BatchStandardization: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let channels = graph.extents(of: call.inputs[1])
        var inputs = [call.gradient, call.inputs[0]]
        for index in 1...2 { inputs.append(try graph.part(index, of: call.result, shape: channels)) }
        inputs += call.inputs[1...2]
        if hasRelu { inputs.append(try graph.part(3, of: call.result, shape: graph.extents(of: call.result))) }
        let data = try graph.add(BatchStandardizationGradient(epsilon: epsilon, hasRelu: hasRelu), inputs)
        return [data] + (try (1...2).map { try graph.part($0, of: data, shape: channels) })
    }
}

/// What a normalisation by the batch's own statistics gives.
public struct BatchStatistics: Sendable {
    public let result: Graph.Value
    /// Of each channel.
    public let mean: Graph.Value
    /// Of each channel, divided by the number of elements.
    public let variance: Graph.Value
}

extension Graph {
    /// `y = gamma · (x − mean) / sqrt(variance + epsilon) + beta`, with the mean and the variance of each channel of `x` itself.
    ///
    /// - Parameters:
    ///   - x: `[batch, height, width, channels]`, all extents known.
    ///   - gamma: `[channels]`, as beta.
    public mutating func batchStandardization(
        _ x: Value, gamma: Value, beta: Value, epsilon: Float
    ) throws(GraphError) -> BatchStatistics {
        let result = try add(BatchStandardization(epsilon: epsilon), [x, gamma, beta])
        guard let channels = shape(of: gamma).concrete else {
            throw .mismatch(
                site: Site(operation: "batch normalization", origin: origin).description, expected: "known channels",
                found: shape(of: gamma).text)
        }
        return BatchStatistics(
            result: result, mean: try part(1, of: result, shape: channels), variance: try part(2, of: result, shape: channels))
    }
}
