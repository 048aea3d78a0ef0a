public import NeuralNetwork

/// Vectors are brought to the length 1.
public struct UnitNorm: Constraint, Hashable {
    public static let kerasName = "UnitNorm"

    /// Along which a vector lies.
    public var axes: [Int]

    public init(axes: [Int] = [0]) { self.axes = axes }

    public func apply(to variable: inout Tensor) throws(GraphError) {
        try variable.scaleVectors(along: axes, for: Self.kerasName) { 1 / (kerasEpsilon + $0) }
    }
}
