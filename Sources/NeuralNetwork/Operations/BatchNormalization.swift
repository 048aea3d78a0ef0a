/// Normalisation of each channel by statistics that training settled.
package struct BatchNormalization: Fusable {
    package var axis: Int
    package var epsilon: Float
    package var hasGamma: Bool
    package var hasBeta: Bool
    package var followups: [Followup] = []

    package var name: String { "batch normalization" }

    /// Inputs: value, gamma if there is one, beta if there is one, mean, variance.
    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        let axis = try resolvedAxis(axis, rank: inputs[0].count)
        guard let channels = inputs[0][axis] else {
            throw ShapeMismatch(expected: "a known extent along axis \(axis)", found: inputs[0].text)
        }
        for statistics in inputs[1..<(3 + (hasGamma ? 1 : 0) + (hasBeta ? 1 : 0))] where statistics != [channels] {
            throw ShapeMismatch(expected: "gamma, beta, mean and variance of shape [\(channels)]", found: statistics.text)
        }
        return inputs[0]
    }
}

extension BatchNormalization {
    /// The normalisation as `x · scale + shift`, in double precision, from the tensors after the value.
    package func affine(_ parameters: [Tensor]) -> (scale: [Double], shift: [Double]) {
        var rest = parameters.map { $0.values.map(Double.init) }[...]
        let gamma = hasGamma ? rest.removeFirst() : nil
        let beta = hasBeta ? rest.removeFirst() : nil
        let (mean, variance) = (rest.removeFirst(), rest.removeFirst())
        let scale = variance.indices.map { (gamma?[$0] ?? 1) / (variance[$0] + Double(epsilon)).squareRoot() }
        return (scale, scale.indices.map { (beta?[$0] ?? 0) - mean[$0] * scale[$0] })
    }

    package func lower(into lowering: inout Lowering) throws {
        let (extents, rank) = (lowering.extents, lowering.extents.count)
        let parameters = lowering.node.inputs.dropFirst().compactMap { lowering.constant($0) }
        let affine = affine(parameters)
        var source = try lowering.operand(lowering.input)
        let axis = try resolvedAxis(axis, rank: rank)
        var broadcast = [Int](repeating: 1, count: rank)
        broadcast[axis] = extents[axis]
        let view = try Layout(rowMajor: broadcast)
        // Channels by blocks of the same size as in the value; along another axis only row-major values are simple.
        if axis != rank - 1 { source = try lowering.rowMajor(lowering.input) }
        let layout = try source.layout.alike(dimensions: view.dimensions)
        func packed(_ values: [Double]) throws -> Operand {
            try lowering.pack(Tensor(shape: [values.count], values: values.map(Float.init)), viewedAs: view, as: layout)
        }
        let (scale, shift) = (try packed(affine.scale), try packed(affine.shift))
        let choice = try lowering.describe(followups) {
            try .binary(.multiply, source.layout, layout, destination: source.layout, Attributes([.binary(.add, layout)] + $0))
        }
        let result = lowering.destination(over: source)
        try lowering.emit(
            choice.description,
            [(.source, source), (.secondSource, scale), (.postOperation(0), shift), (.destination, result)])
        try lowering.place(result, after: followups.dropFirst(choice.accepted))
    }
}

extension Graph {
    /// `y = gamma · (x − mean) / sqrt(variance + epsilon) + beta`, all four of the length of `axis`.
    public mutating func batchNormalization(
        _ x: Value, axis: Int = -1, gamma: Tensor?, beta: Tensor?, mean: Tensor, variance: Tensor, epsilon: Float
    ) throws(GraphError) -> Value {
        let weights = [gamma, beta, mean, variance]
        guard !weights.contains(where: { $0?.notes?.variable != nil }) else {
            return try normalization(x, axis: axis, gamma: gamma, beta: beta, mean: mean, variance: variance, epsilon: epsilon)
        }
        let operation = BatchNormalization(axis: axis, epsilon: epsilon, hasGamma: gamma != nil, hasBeta: beta != nil)
        return try add(operation, [x] + weights.compactMap { $0 }.map { constant($0) })
    }

    /// The same in separate operations, for weights that change.
    private mutating func normalization(
        _ x: Value, axis: Int, gamma: Tensor?, beta: Tensor?, mean: Tensor, variance: Tensor, epsilon: Float
    ) throws(GraphError) -> Value {
        let deviation = try scale(constant(variance), by: 1, offset: epsilon)
        var factor = try math(.reciprocalSquareRoot, deviation)
        if let gamma { factor = try multiply([factor, constant(gamma)]) }
        let moved = try multiply([constant(mean), factor])
        let shift: Value
        if let beta { shift = try subtract(constant(beta), moved) } else { shift = try scale(moved, by: -1) }
        let rank = shape(of: x).count
        let place = axis < 0 ? axis + rank : axis
        let extents = (0..<rank).map { $0 == place ? mean.count : 1 }
        func along(_ value: Value) throws(GraphError) -> Value {
            place == rank - 1 ? value : try reshape(value, toWhole: extents)
        }
        return try add([multiply([x, along(factor)]), along(shift)])
    }
}
