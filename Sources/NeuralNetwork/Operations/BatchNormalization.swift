/// Normalisation of each channel by statistics that training settled.
package struct BatchNormalization: Operation {
    package var axis: Int
    package var epsilon: Float
    package var hasGamma: Bool
    package var hasBeta: Bool

    package var name: String { "batch normalization" }

    /// Inputs: value, gamma if there is one, beta if there is one, mean, variance.
    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        let axis = try resolvedAxis(axis, rank: inputs[0].count)
        guard let channels = inputs[0][axis] else {
            throw ShapeMismatch(expected: "a known extent along axis \(axis)", found: inputs[0].text)
        }
        for statistics in inputs.dropFirst() where statistics != [channels] {
            throw ShapeMismatch(expected: "gamma, beta, mean and variance of shape [\(channels)]", found: statistics.text)
        }
        return inputs[0]
    }
}

extension Graph {
    /// `y = gamma · (x − mean) / sqrt(variance + epsilon) + beta`, all four of the length of `axis`.
    public mutating func batchNormalization(
        _ x: Value, axis: Int = -1, gamma: Tensor?, beta: Tensor?, mean: Tensor, variance: Tensor, epsilon: Float
    ) throws(GraphError) -> Value {
        let operation = BatchNormalization(axis: axis, epsilon: epsilon, hasGamma: gamma != nil, hasBeta: beta != nil)
        return try add(operation, [x] + [gamma, beta, mean, variance].compactMap { $0 }.map { constant($0) })
    }
}
