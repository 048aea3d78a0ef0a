import NeuralNetwork
import Training

/// `RandomBrightness` of Keras: images made brighter or darker by chance in training.
public struct RandomBrightness: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - factor: how much at most, or from where to where.
    ///   - valueRange: of the pixels.
    ///   - seed: of the random numbers; drawn unless given.
    public init(
        _ factor: some FactorRange, valueRange: [Double] = [0, 255], seed: Int? = nil, inputShape: [Int?]? = nil,
        name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomBrightness", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "rng_type": "stateful", "factor": .numbers(factor.bounds), "value_range": .numbers(valueRange),
                "seed": .integer(orNull: seed),
            ])
    }
}

/// Images made brighter or darker by chance in training.
struct RandomBrightnessLayer: AugmentationLayer {
    let format = DataFormat.channelsLast
    var seed: AugmentationSeed
    private let factor: FactorBounds
    private let range: ClosedRange<Float>

    init(from options: inout LayerOptions) throws {
        let factor = try options.factor("factor")
        self.factor = FactorBounds(low: min(factor.low, factor.high), high: max(factor.low, factor.high))
        range = try options.valueRange()
        options.ignore("data_format")
        seed = try options.augmentationSeed()
    }

    init(factor: FactorBounds, range: ClosedRange<Float>, seed: AugmentationSeed) {
        (self.factor, self.range, self.seed) = (factor, range, seed)
    }

    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let (factor, width) = (factor, range.upperBound - range.lowerBound)
        let changes = try graph.drawn([images.batch, 1, 1, 1], seed) { draws in
            draws.uniform(images.batch, factor.low, factor.high).map { $0 * width }
        }
        return try graph.clipped(graph.add([x, changes]), from: range.lowerBound, to: range.upperBound)
    }
}
