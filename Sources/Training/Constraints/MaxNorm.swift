public import NeuralNetwork

/// Vectors longer than `maximum` are shortened to it.
public struct MaxNorm: Constraint, Hashable {
    public static let kerasName = "MaxNorm"

    public var maximum: Float
    /// Along which a vector lies: 0 for the inputs of a dense layer's unit, 0, 1 and 2 for a filter.
    public var axes: [Int]

    public init(_ maximum: Float = 2, axes: [Int] = [0]) { (self.maximum, self.axes) = (maximum, axes) }

    public func apply(to variable: inout Tensor) throws(GraphError) {
        try variable.scaleVectors(along: axes, for: Self.kerasName) { length in
            min(max(length, 0), maximum) / (kerasEpsilon + length)
        }
    }
}
