import NeuralNetwork
import Training

/// `RandomSaturation` of Keras 3: images given another saturation by chance in training.
public struct RandomSaturation: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - factor: how much at most, or from where to where.
    ///   - valueRange: of the pixels.
    ///   - dataFormat: `channels_last` or `channels_first`.
    ///   - seed: of the random numbers; drawn unless given.
    public init(
        _ factor: some FactorRange, valueRange: [Double] = [0, 255], dataFormat: String? = nil, seed: Int? = nil,
        inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomSaturation", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "data_format": .format(dataFormat), "factor": .bounds(factor, lowest: -1), "value_range": .numbers(valueRange),
                "seed": .integer(orNull: seed),
            ])
    }
}

/// Images whose saturation changes by chance in training.
struct RandomSaturationLayer: AugmentationLayer {
    let change: ColorChange
    var format: DataFormat { change.format }

    init(_ change: ColorChange) { self.change = change }

    init(from options: inout LayerOptions) throws { change = try ColorChange(from: &options, lowest: -1) }

    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let factors = try change.factors(of: images, in: &graph) { $0 / (1 - $0 + kerasEpsilon) }
        let color = try graph.hueSaturationValue(x)
        // Keras clips a saturation to the range of the values.
        let saturation = try graph.clipped(
            graph.multiply([color.saturation, factors]), from: change.range.lowerBound, to: change.range.upperBound)
        return try graph.redGreenBlue(hue: color.hue, saturation: saturation, value: color.value)
    }
}
