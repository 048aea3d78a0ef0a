import NeuralNetwork

/// The means of windows that divide a volume into a given number of parts.
struct AdaptiveAveragePooling3DLayer: AdaptivePoolingLayer {
    static let kind = PoolingKind.average
    static let rank = 3
    let space: AdaptiveSpace
}
