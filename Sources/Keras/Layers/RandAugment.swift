import NeuralNetwork
import Training

/// `RandAugment` of Keras 3: images changed in several ways by chance in training.
public struct RandAugment: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - valueRange: of the pixels.
    ///   - operationCount: Keras' `num_ops`.
    ///   - factor: how much at most, or from where to where.
    ///   - interpolation: how elements between elements are made: `nearest` or `bilinear`.
    ///   - seed: of the random numbers; drawn unless given.
    ///   - dataFormat: `channels_last` or `channels_first`.
    public init(
        valueRange: [Double] = [0, 255], operationCount: Int = 2, factor: some FactorRange = 0.5,
        interpolation: String = "bilinear", seed: Int? = nil, dataFormat: String? = nil, inputShape: [Int?]? = nil,
        name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandAugment", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "data_format": .format(dataFormat), "value_range": .numbers(valueRange), "num_ops": .integer(operationCount),
                "factor": .bounds(factor, lowest: 0), "interpolation": .string(interpolation), "seed": .integer(orNull: seed),
            ])
    }
}

/// Images changed in several ways by chance in training.
struct RandAugmentLayer: AugmentationLayer {
    let format: DataFormat
    private let seed: AugmentationSeed
    private let count: Int
    private let factor: FactorBounds
    private let interpolation: ProjectiveSampling.Interpolation
    private let range: ClosedRange<Float>

    init(from options: inout LayerOptions) throws {
        count = try options.integer("num_ops", default: 2)
        guard count <= 64 else { throw options.fault("num_ops", expected: "at most 64", found: options.given("num_ops")) }
        factor = try options.factor("factor", default: 0.5, lowest: 0)
        interpolation = try options.sampling(fill: nil).interpolation
        range = try options.valueRange()
        format = try options.dataFormat()
        seed = try options.augmentationSeed(of: .three)
    }

    /// Which changes come, one after the other, is drawn for the whole batch. A change that comes twice is the same both times.
    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        var own = seed
        own.seed = seed.seed ?? graph.nodes.count
        let changes = changes
        let calls = 1 + changes.map(\.calls).reduce(0, +)
        own.place = (0, calls)
        let (count, kinds) = (count, changes.count)
        let choices = try graph.drawn([count], own) { $0.integers(count, in: 0..<kinds).map { Float($0) } }
        var x = x
        for place in 0..<count {
            let choice = try graph.reshape(
                graph.selection(choices, [.range(start: place, stop: place + 1, step: 1)]), toWhole: [1, 1, 1, 1])
            for (kind, change) in changes.enumerated() {
                own.place = (1 + changes[..<kind].map(\.calls).reduce(0, +), calls)
                let isChosen = try graph.pairwise(.equal, choice, graph.number(Float(kind)))
                x = try graph.choice(isChosen, change.make(own, x, images, &graph), x)
            }
        }
        return x
    }

    private struct Change {
        /// How often it draws in a step.
        let calls: Int
        let make: (AugmentationSeed, Graph.Value, ImageExtents, inout Graph) throws -> Graph.Value
    }

    /// The changes that there are, in Keras' order.
    private var changes: [Change] {
        let (factor, range, format) = (factor, range, DataFormat.channelsLast)
        let sampling = ProjectiveSampling(interpolation, .reflect)
        func change(_ calls: Int, _ layer: @escaping (AugmentationSeed) -> any AugmentationLayer) -> Change {
            Change(calls: calls) { try layer($0).augment($1, of: $2, in: &$3) }
        }
        let bits = max(1, Int(8 * factor.high))
        return [
            change(3) { RandomShearLayer(x: factor, y: factor, sampling: sampling, format: format, seed: $0) },
            change(2) { RandomTranslationLayer(height: factor, width: factor, sampling: sampling, format: format, seed: $0) },
            change(1) { RandomRotationLayer(factor: factor, sampling: sampling, format: format, seed: $0) },
            change(1) { RandomBrightnessLayer(factor: factor, range: range, seed: $0) },
            change(1) { RandomColorDegenerationLayer(ColorChange(factor: factor, range: range, seed: $0)) },
            change(1) { RandomContrastLayer(factor: factor, range: range, seed: $0) },
            change(1) { RandomSharpnessLayer(ColorChange(factor: factor, range: range, seed: $0)) },
            change(bits > 1 ? 1 : 0) { RandomPosterizationLayer(bits: bits, range: range, format: format, seed: $0) },
            change(2) { SolarizationLayer(addition: factor, threshold: factor, range: range, seed: $0) },
            Change(calls: 0) { try AutoContrastLayer(range: range).lower($1, weights: [], into: &$3) },
            Change(calls: 0) { try EqualizationLayer(range: range, format: format).augment($1, of: $2, in: &$3) },
        ]
    }
}
