import NeuralNetwork

/// The means of windows that divide an image into a given number of parts.
struct AdaptiveAveragePooling2DLayer: AdaptivePoolingLayer {
    static let kind = PoolingKind.average
    static let rank = 2
    let space: AdaptiveSpace
}
