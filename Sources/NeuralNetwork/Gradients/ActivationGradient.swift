/// The gradient of a function of each element.
package struct ActivationGradient: Operation {
    package var function: Activation

    package var name: String { "activation gradient" }

    /// Inputs: the gradient of the result; and the result where `functionOfResult` is known, else what the function was applied to.
    package func shape(of inputs: [Shape]) -> Shape { inputs[0] }

    package func lower(into lowering: inout Lowering) throws {
        let inputs = lowering.node.inputs
        let data = try lowering.operand(inputs[1])
        let engineFunction = function.functionOfResult ?? function.functionOfSource
        if let engineFunction {
            let gradient = try lowering.operand(inputs[0], as: data.layout)
            let description = try PrimitiveDescription.functionGradient(
                engineFunction, gradient: gradient.layout, data: data.layout)
            let result = lowering.destination(over: gradient)
            let role = function.functionOfResult == nil ? Argument.source : .destination
            try lowering.emit(
                description, [(role, data), (.destinationGradient, gradient), (.sourceGradient, result)])
            return lowering.place(result)
        }
        guard let derivative = function.derivative else {
            throw GraphError.unsupported(site: lowering.node.site.description, reason: "\(function) has no derivative here")
        }
        try lowering.emitProduct(of: derivative, "framerill:derivative")
    }
}

extension Lowering {
    /// Multiplies the node's first input, element by element, by a function of its second.
    mutating func emitProduct(of derivative: @escaping @Sendable (Float) -> Float, _ name: String) throws {
        let (gradient, data) = (try rowMajor(node.inputs[0]), try rowMajor(node.inputs[1]))
        let result = destination(over: gradient)
        let count = extents.reduce(1, *)
        let kernel = Kernel(name: name) { memory in
            for index in 0..<count { memory[2][index] = memory[0][index] * derivative(memory[1][index]) }
        }
        emit(kernel, [gradient, data, result])
        place(result)
    }
}

extension ElementwiseActivation: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        if case .affine(let factor, _) = function { return [try graph.scale(call.gradient, by: factor)] }
        let data = function.functionOfResult == nil ? call.inputs[0] : call.result
        return [try graph.add(ActivationGradient(function: function), [call.gradient, data])]
    }
}

extension Softmax: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        [try graph.add(SoftmaxGradient(axis: axis, isLogarithmic: isLogarithmic), [call.gradient, call.result])]
    }
}

/// The gradient of a softmax, or of its logarithm.
package struct SoftmaxGradient: Operation {
    package var axis: Int
    package var isLogarithmic: Bool

    package var name: String { "softmax gradient" }

    /// Inputs: the gradient of the result, and the result.
    package func shape(of inputs: [Shape]) -> Shape { inputs[0] }

    package func lower(into lowering: inout Lowering) throws {
        let inputs = lowering.node.inputs
        let (gradient, data) = (try lowering.rowMajor(inputs[0]), try lowering.rowMajor(inputs[1]))
        let rank = lowering.extents.count
        let description = try PrimitiveDescription.softmaxGradient(
            isLogarithmic: isLogarithmic, layout: data.layout,
            axis: Layout.engineAxis(try resolvedAxis(axis, rank: rank), rank: rank))
        let result = lowering.destination(data.layout)
        try lowering.emit(
            description, [(.destination, data), (.destinationGradient, gradient), (.sourceGradient, result)])
        lowering.place(result)
    }
}
