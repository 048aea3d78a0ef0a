import NeuralNetwork

/// `AdaptiveAveragePooling3D` of Keras 3: the mean of each of as many parts as the result has places.
public struct AdaptiveAveragePooling3D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - outputSize: how many places the result has along each axis.
    ///   - dataFormat: `channels_last` or `channels_first`.
    public init(
        _ outputSize: some AxisLengths, dataFormat: String? = nil, inputShape: [Int?]? = nil, name: String? = nil,
        isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "AdaptiveAveragePooling3D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["output_size": .lengths(outputSize, axes: 3), "data_format": .format(dataFormat)])
    }
}

/// The means of windows that divide a volume into a given number of parts.
struct AdaptiveAveragePooling3DLayer: AdaptivePoolingLayer {
    static let kind = PoolingKind.average
    static let rank = 3
    let space: AdaptiveSpace
}
