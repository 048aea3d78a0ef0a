import NeuralNetwork

/// Bounds on what a configuration may declare, so that no product of its numbers overflows. No real model comes near them.
enum SizeLimits {
    /// Of a number among a layer's options.
    static let option = 1 << 24
    /// Of one axis of a tensor.
    static let extent = 1 << 31
    /// Of the elements of a tensor, unknown extents counted as 1.
    static let elements = 1 << 40

    static func check(_ shape: Shape) throws(ShapeMismatch) {
        var product = 1
        for extent in shape {
            let (next, overflows) = product.multipliedReportingOverflow(by: extent ?? 1)
            guard !overflows, next <= elements, (extent ?? 1) <= Self.extent else {
                throw ShapeMismatch(expected: "tensors of at most 2^40 elements", found: shape.pythonText)
            }
            product = next
        }
    }
}
