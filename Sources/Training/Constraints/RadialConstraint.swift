public import NeuralNetwork

/// Each channel of each filter becomes equal along square rings around its centre: the elements of the diagonal from the centre to the last
/// corner, each for its ring. Keras 2 has it, Keras 3 has not.
public struct RadialConstraint: Constraint, Hashable {
    public static let kerasName = "RadialConstraint"

    public init() {}

    /// - Parameter variable: a kernel `[side, side, channels, filters]`.
    public func apply(to variable: inout Tensor) throws(GraphError) {
        let shape = variable.shape
        guard shape.count == 4, shape[0] == shape[1], shape[0] > 1 else {
            throw .mismatch(
                site: Self.kerasName, expected: "a kernel [side, side, channels, filters] of a side above 1", found: "\(shape)")
        }
        let (side, inner) = (shape[0], shape[2] * shape[3])
        let old = variable.values
        variable.withMutableElements { elements in
            for row in 0..<side {
                for column in 0..<side {
                    let source = Self.diagonal(row, column, side)
                    for channel in 0..<inner {
                        elements[(row * side + column) * inner + channel] = old[source * (side + 1) * inner + channel]
                    }
                }
            }
        }
    }

    /// The place on the diagonal whose element a ring gets.
    private static func diagonal(_ row: Int, _ column: Int, _ side: Int) -> Int {
        let half = side / 2
        // Twice the distance from the centre, so that even sides count too.
        let distance = max(abs(2 * row - (side - 1)), abs(2 * column - (side - 1)))
        let ring = distance / 2
        // Keras starts from the element before the middle, and takes its rings from there on.
        guard ring > 0 else { return half - 1 }
        return side % 2 == 0 ? half + ring : half + ring - 1
    }
}
