import NeuralNetwork

/// `AdaptiveMaxPooling3D` of Keras 3: the greatest element of each of as many parts as the result has places.
public struct AdaptiveMaxPooling3D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - outputSize: how many places the result has along each axis.
    ///   - dataFormat: `channels_last` or `channels_first`.
    public init(
        _ outputSize: some AxisLengths, dataFormat: String? = nil, inputShape: [Int?]? = nil, name: String? = nil,
        isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "AdaptiveMaxPooling3D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["output_size": .lengths(outputSize, axes: 3), "data_format": .format(dataFormat)])
    }
}

/// The greatest elements of windows that divide a volume into a given number of parts.
struct AdaptiveMaxPooling3DLayer: AdaptivePoolingLayer {
    static let kind = PoolingKind.maximum
    static let rank = 3
    let space: AdaptiveSpace
}
