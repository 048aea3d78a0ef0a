import NeuralNetwork
import Training

/// `RandomInvert` of Keras 3: images inverted by chance in training.
public struct RandomInvert: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - factor: how much at most, or from where to where.
    ///   - valueRange: of the pixels.
    ///   - seed: of the random numbers; drawn unless given.
    ///   - dataFormat: `channels_last` or `channels_first`.
    public init(
        _ factor: some FactorRange = 1.0, valueRange: [Double] = [0, 255], seed: Int? = nil, dataFormat: String? = nil,
        inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomInvert", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "data_format": .format(dataFormat), "factor": .bounds(factor, lowest: 0), "value_range": .numbers(valueRange),
                "seed": .integer(orNull: seed),
            ])
    }
}

/// Images inverted by chance in training.
struct RandomInvertLayer: AugmentationLayer {
    let format: DataFormat
    private let seed: AugmentationSeed
    private let factor: FactorBounds
    private let range: ClosedRange<Float>

    init(from options: inout LayerOptions) throws {
        factor = try options.factor("factor", default: 1, lowest: 0)
        range = try options.valueRange()
        format = try options.dataFormat()
        seed = try options.augmentationSeed(of: .three)
    }

    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let factor = factor
        let chances = try graph.drawn([images.batch, 1, 1, 1], seed) { draws in
            draws.chances(images.batch, factor).map { $0 ? 1 : 0 }
        }
        return try graph.choice(chances, graph.scale(x, by: -1, offset: range.upperBound), x)
    }
}
