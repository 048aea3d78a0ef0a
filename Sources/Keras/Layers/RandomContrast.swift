import NeuralNetwork
import Training

/// `RandomContrast` of Keras: images given another contrast by chance in training.
public struct RandomContrast: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - factor: how much at most, or from where to where.
    ///   - seed: of the random numbers; drawn unless given.
    public init(
        _ factor: some FactorRange, seed: Int? = nil, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomContrast", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["rng_type": "stateful", "factor": .factor(factor), "seed": .integer(orNull: seed)])
    }
}

/// Images given another contrast by chance in training.
struct RandomContrastLayer: AugmentationLayer {
    let format = DataFormat.channelsLast
    var seed: AugmentationSeed
    private let factor: FactorBounds
    private let range: ClosedRange<Float>

    init(from options: inout LayerOptions) throws {
        let factor = try options.factor(
            "factor", within: options.generation == .two ? 0 ... .infinity : 0...1, keepsOrder: options.generation == .two)
        // A number alone is both bounds for tf.keras, and the upper one for Keras 3.
        let isAlone = options.generation == .two && options.given("factor")?.elements == nil
        self.factor = FactorBounds(low: isAlone ? factor.high : max(factor.low, 0), high: factor.high)
        range = options.generation == .two ? 0...255 : try options.valueRange()
        options.ignore("data_format")
        seed = try options.augmentationSeed()
    }

    init(factor: FactorBounds, range: ClosedRange<Float>, seed: AugmentationSeed) {
        (self.factor, self.range, self.seed) = (factor, range, seed)
    }

    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let (generation, low, high) = (seed.generation, 1 - factor.low, 1 + factor.high)
        let factors = try graph.drawn([images.batch, 1, 1, 1], seed) { draws in
            switch generation {
            // One factor for all images.
            case .two: [Float](repeating: draws.seeded(1, low, high)[0], count: images.batch)
            case .three: draws.uniform(images.batch, low, high)
            }
        }
        let mean = try graph.reduction(x, .mean, axes: [1, 2], keepDimensions: true)
        let changed = try graph.add([graph.multiply([graph.subtract(x, mean), factors]), mean])
        return try graph.clipped(changed, from: range.lowerBound, to: range.upperBound)
    }
}
