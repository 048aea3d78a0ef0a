public import NeuralNetwork

/// Numbers spread evenly from `minimum` to below `maximum`.
public struct RandomUniform: RandomInitializer {
    public static let kerasName = "RandomUniform"

    public var minimum: Float
    public var maximum: Float
    public var seed: Int?

    public init(minval: Float = -0.05, maxval: Float = 0.05, seed: Int? = nil) {
        (minimum, maximum, self.seed) = (minval, maxval, seed)
    }

    public func tensor(shape: [Int], from stream: Philox) -> Tensor { stream.tensor(shape: shape, .uniform(minimum, maximum)) }
}
