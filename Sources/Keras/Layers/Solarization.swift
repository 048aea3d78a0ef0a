import NeuralNetwork
import Training

/// `Solarization` of Keras 3: images whose bright pixels are inverted in training.
public struct Solarization: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - additionFactor: how much at most, or from where to where.
    ///   - thresholdFactor: how much at most, or from where to where.
    ///   - valueRange: of the pixels.
    ///   - seed: of the random numbers; drawn unless given.
    public init(
        additionFactor: some FactorRange = 0.0, thresholdFactor: some FactorRange = 0.0, valueRange: [Double] = [0, 255],
        seed: Int? = nil, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "Solarization", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "data_format": "channels_last", "value_range": .numbers(valueRange),
                "addition_factor": .bounds(additionFactor, lowest: 0), "threshold_factor": .bounds(thresholdFactor, lowest: 0),
                "seed": .integer(orNull: seed),
            ])
    }
}

/// Images whose bright pixels are inverted in training.
struct SolarizationLayer: AugmentationLayer {
    let format = DataFormat.channelsLast
    private let seed: AugmentationSeed
    private let (addition, threshold): (FactorBounds, FactorBounds)
    private let range: ClosedRange<Float>

    init(from options: inout LayerOptions) throws {
        addition = try options.factor("addition_factor", default: 0, lowest: 0)
        threshold = try options.factor("threshold_factor", default: 0, lowest: 0)
        range = try options.valueRange()
        options.ignore("data_format")
        seed = try options.augmentationSeed(of: .three)
    }

    init(addition: FactorBounds, threshold: FactorBounds, range: ClosedRange<Float>, seed: AugmentationSeed) {
        (self.addition, self.threshold, self.range, self.seed) = (addition, threshold, range, seed)
    }

    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let (addition, threshold, batch) = (addition, threshold, images.batch)
        let numbers = try graph.drawn([2, batch, 1, 1, 1], seed) { draws in
            // Keras scales the upper bounds alone.
            draws.uniform(batch, addition.low, addition.high * 255) + draws.uniform(batch, threshold.low, threshold.high * 255)
        }
        let parts = try (0..<2).map {
            try graph.reshape(
                graph.select(numbers, axis: 0, .range(start: $0, stop: $0 + 1, step: 1)), toWhole: [batch, 1, 1, 1])
        }
        let bytes = try graph.rescaled(x, from: range, to: 0...255)
        let raised = try graph.clipped(graph.add([bytes, parts[0]]), from: 0, to: 255)
        let result = try graph.choice(
            graph.pairwise(.less, raised, parts[1]), raised, graph.scale(raised, by: -1, offset: 255))
        return try graph.rescaled(result, from: 0...255, to: range)
    }
}
