import NeuralNetwork

/// The means of windows that divide a sequence into a given number of parts.
struct AdaptiveAveragePooling1DLayer: AdaptivePoolingLayer {
    static let kind = PoolingKind.average
    static let rank = 1
    let space: AdaptiveSpace
}
