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
    let format: DataFormat
    private let seed: AugmentationSeed
    private let factor: FactorBounds
    private let range: ClosedRange<Float>

    init(from options: inout LayerOptions) throws {
        factor = try options.factor("factor")
        range = try options.valueRange()
        format = try options.dataFormat()
        seed = try options.augmentationSeed(of: .three)
    }

    init(factor: FactorBounds, range: ClosedRange<Float>, seed: AugmentationSeed) {
        (self.factor, self.range, self.seed, format) = (factor, range, seed, .channelsLast)
    }

    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let (factor, batch) = (factor, images.batch)
        let factors = try graph.drawn([batch, 1, 1, 1], seed) { draws in
            draws.uniform(batch, factor.low, factor.high).map { $0 / (1 - $0 + kerasEpsilon) }
        }
        let color = try graph.hueSaturationValue(x)
        // Keras clips a saturation to the range of the values.
        let saturation = try graph.clipped(
            graph.multiply([color.saturation, factors]), from: range.lowerBound, to: range.upperBound)
        return try graph.redGreenBlue(hue: color.hue, saturation: saturation, value: color.value)
    }
}
