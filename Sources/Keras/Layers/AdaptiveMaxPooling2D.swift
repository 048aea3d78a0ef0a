import NeuralNetwork

/// `AdaptiveMaxPooling2D` of Keras 3: the greatest element of each of as many parts as the result has places.
public struct AdaptiveMaxPooling2D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - outputSize: how many places the result has along each axis.
    ///   - dataFormat: `channels_last` or `channels_first`.
    public init(
        _ outputSize: some AxisLengths, dataFormat: String? = nil, inputShape: [Int?]? = nil, name: String? = nil,
        isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "AdaptiveMaxPooling2D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["output_size": .lengths(outputSize, axes: 2), "data_format": .format(dataFormat)])
    }
}

/// The greatest elements of windows that divide an image into a given number of parts.
struct AdaptiveMaxPooling2DLayer: AdaptivePoolingLayer {
    static let kind = PoolingKind.maximum
    static let rank = 2
    let space: AdaptiveSpace
}
