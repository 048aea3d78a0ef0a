/// The softmax along an axis, or its logarithm.
package struct Softmax: Operation {
    package var axis: Int
    package var isLogarithmic: Bool

    package var name: String { isLogarithmic ? "log-softmax" : "softmax" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        _ = try resolvedAxis(axis, rank: inputs[0].count)
        return inputs[0]
    }
}
