/// How many numbers are summed for one output of a weight, and to how many outputs one input goes.
public struct Fans: Sendable, Hashable {
    public let input: Int
    public let output: Int

    /// As Keras counts: a kernel's dimensions but the last two are its window; a vector has as many of both as elements.
    ///
    /// - Parameters:
    ///   - inputAxes, outputAxes: what Keras 3 multiplies instead where both are given; negative ones count from the end.
    public init(shape: [Int], inputAxes: [Int]? = nil, outputAxes: [Int]? = nil) {
        if let inputAxes, let outputAxes {
            let product = { (axes: [Int]) in axes.reduce(1) { $0 * shape[$1 < 0 ? $1 + shape.count : $1] } }
            (input, output) = (product(inputAxes), product(outputAxes))
        } else if shape.count < 2 {
            (input, output) = (shape.first ?? 1, shape.first ?? 1)
        } else {
            let window = shape.dropLast(2).reduce(1, *)
            (input, output) = (shape[shape.count - 2] * window, shape[shape.count - 1] * window)
        }
    }
}
