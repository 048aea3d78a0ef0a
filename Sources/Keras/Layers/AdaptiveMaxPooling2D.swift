import NeuralNetwork

/// The greatest elements of windows that divide an image into a given number of parts.
struct AdaptiveMaxPooling2DLayer: AdaptivePoolingLayer {
    static let kind = PoolingKind.maximum
    static let rank = 2
    let space: AdaptiveSpace
}
