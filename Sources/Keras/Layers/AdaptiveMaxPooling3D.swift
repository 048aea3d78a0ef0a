import NeuralNetwork

/// The greatest elements of windows that divide a volume into a given number of parts.
struct AdaptiveMaxPooling3DLayer: AdaptivePoolingLayer {
    static let kind = PoolingKind.maximum
    static let rank = 3
    let space: AdaptiveSpace
}
