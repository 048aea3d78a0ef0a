import NeuralNetwork

/// The greatest elements of windows that divide a sequence into a given number of parts.
struct AdaptiveMaxPooling1DLayer: AdaptivePoolingLayer {
    static let kind = PoolingKind.maximum
    static let rank = 1
    let space: AdaptiveSpace
}
