import NeuralNetwork
import Training

/// `RandomPosterization` of Keras 3: images of fewer shades by chance in training.
public struct RandomPosterization: LayerBuilder {
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
            "RandomPosterization", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "data_format": .format(dataFormat), "factor": .bounds(factor, lowest: 1), "value_range": .numbers(valueRange),
                "seed": .integer(orNull: seed),
            ])
    }
}

/// Images that lose shades by chance in training.
struct RandomPosterizationLayer: AugmentationLayer {
    let format: DataFormat
    private let seed: AugmentationSeed
    /// How many bits are kept; fewer than the upper bound, unless both are the same.
    private let factor: (low: Int, high: Int)
    private let range: ClosedRange<Float>

    init(from options: inout LayerOptions) throws {
        let bounds = try options.factor("factor", lowest: 1, within: 1...8)
        factor = (Int(bounds.low), Int(bounds.high))
        range = try options.valueRange()
        format = try options.dataFormat()
        seed = try options.augmentationSeed(of: .three)
    }

    init(bits: Int, range: ClosedRange<Float>, format: DataFormat, seed: AugmentationSeed) {
        (factor, self.range, self.seed, self.format) = ((1, bits), range, seed, format)
    }

    /// How often a step draws.
    var calls: Int { factor.low == factor.high ? 0 : 1 }

    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let factor = factor
        let steps: Graph.Value
        if factor.low == factor.high {
            steps = graph.number(Float(1 << (8 - factor.low)))
        } else {
            steps = try graph.drawn([images.batch, 1, 1, 1], seed) { draws in
                draws.longIntegers(images.batch, in: factor.low..<factor.high).map { Float(1 << (8 - $0)) }
            }
        }
        let bytes = try graph.math(.truncate, graph.rescaled(x, from: range, to: 0...255))
        let kept = try graph.multiply([graph.math(.floor, graph.elementwise(.divide, bytes, steps)), steps])
        return try graph.rescaled(kept, from: 0...255, to: range)
    }
}
