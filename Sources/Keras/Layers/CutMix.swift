import NeuralNetwork
import Training

/// `CutMix` of Keras 3: images with boxes of others in training.
public struct CutMix: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - factor: how much at most, or from where to where.
    ///   - seed: of the random numbers; drawn unless given.
    ///   - dataFormat: `channels_last` or `channels_first`.
    public init(
        _ factor: some FactorRange = 1.0, seed: Int? = nil, dataFormat: String? = nil, inputShape: [Int?]? = nil,
        name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "CutMix", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["data_format": .format(dataFormat), "factor": .bounds(factor, lowest: 0), "seed": .integer(orNull: seed)])
    }
}

/// Parts of images exchanged for those of others in training.
struct CutMixLayer: AugmentationLayer {
    let format: DataFormat
    private let seed: AugmentationSeed
    /// Of the beta distribution that the parts are drawn from.
    private let factor: FactorBounds

    init(from options: inout LayerOptions) throws {
        factor = try options.factor("factor", default: 1, lowest: 0)
        format = try options.dataFormat()
        seed = try options.augmentationSeed(of: .three)
    }

    /// A layer sees images alone: labels stay what they are.
    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let (factor, batch) = (factor, images.batch)
        var own = seed
        own.seed = seed.seed ?? graph.nodes.count
        own.place = (0, 5)
        let mask = try graph.drawn([batch, images.height, images.width, 1], own) { draws in
            let alpha = draws.uniform(1, factor.low, factor.high)[0] + 1e-6
            let parts = draws.beta([Float](repeating: alpha, count: batch)).map { (1 - $0).squareRoot() }
            let columns = draws.spans(of: parts, along: images.width)
            let rows = draws.spans(of: parts, along: images.height)
            return BoxMask.elements(rows: rows, columns: columns, of: images)
        }
        own.place = (4, 5)
        let order = try graph.drawn([batch], own) { $0.order(batch).map { Float($0) } }
        return try graph.choice(mask, graph.gather(x, order, axis: 0), x)
    }
}
