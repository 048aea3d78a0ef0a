public import NeuralNetwork

/// Vectors are brought nearer to lengths between two bounds, by the part `rate` of the way.
public struct MinMaxNorm: Constraint, Hashable {
    public static let kerasName = "MinMaxNorm"

    public var minimum: Float
    public var maximum: Float
    public var rate: Float
    /// Along which a vector lies.
    public var axes: [Int]

    public init(minimum: Float = 0, maximum: Float = 1, rate: Float = 1, axes: [Int] = [0]) {
        (self.minimum, self.maximum, self.rate, self.axes) = (minimum, maximum, rate, axes)
    }

    public func apply(to variable: inout Tensor) throws(GraphError) {
        try variable.scaleVectors(along: axes, for: Self.kerasName) { length in
            let wanted = rate * min(max(length, minimum), maximum) + (1 - rate) * length
            return wanted / (kerasEpsilon + length)
        }
    }
}
