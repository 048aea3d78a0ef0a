import NeuralNetwork
import Training

/// `RandomColorDegeneration` of Keras 3: images whose colours fade by chance in training.
public struct RandomColorDegeneration: LayerBuilder {
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
            "RandomColorDegeneration", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "data_format": .format(dataFormat), "factor": .bounds(factor, lowest: -1), "value_range": .numbers(valueRange),
                "seed": .integer(orNull: seed),
            ])
    }
}

/// Images that lose colour by chance in training.
struct RandomColorDegenerationLayer: AugmentationLayer {
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

    init(factor: FactorBounds, range: ClosedRange<Float>, format: DataFormat, seed: AugmentationSeed) {
        (self.factor, self.range, self.seed, self.format) = (factor, range, seed, format)
    }

    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let factor = factor
        let factors = try graph.drawn([images.batch, 1, 1, 1], seed) { draws in
            draws.uniform(images.batch, factor.low, factor.high)
        }
        let change = try graph.multiply([factors, graph.subtract(graph.grayscale(x), x)])
        return try graph.clipped(graph.add([x, change]), from: range.lowerBound, to: range.upperBound)
    }
}
