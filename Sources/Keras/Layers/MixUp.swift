import NeuralNetwork
import Training

/// `MixUp` of Keras 3: images mixed with others in training.
public struct MixUp: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - alpha: of the distribution that parts are drawn from.
    ///   - dataFormat: `channels_last` or `channels_first`.
    ///   - seed: of the random numbers; drawn unless given.
    public init(
        alpha: Double = 0.2, dataFormat: String? = nil, seed: Int? = nil, inputShape: [Int?]? = nil, name: String? = nil,
        isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "MixUp", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["data_format": .format(dataFormat), "alpha": .number(alpha), "seed": .integer(orNull: seed)])
    }
}

/// Images mixed with others in training.
struct MixUpLayer: AugmentationLayer {
    let format: DataFormat
    private let seed: AugmentationSeed
    /// Of the beta distribution that the parts are drawn from.
    private let alpha: Float

    init(from options: inout LayerOptions) throws {
        alpha = try options.number("alpha", default: 0.2)
        guard alpha > 0 else { throw options.fault("alpha", expected: "a number above 0", found: options.given("alpha")) }
        format = try options.dataFormat()
        options.ignore("factor")
        seed = try options.augmentationSeed(of: .three)
    }

    /// A layer sees images alone: labels stay what they are.
    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let (alpha, batch) = (alpha, images.batch)
        var own = seed
        own.seed = seed.seed ?? graph.nodes.count
        own.place = (0, 2)
        let order = try graph.drawn([batch], own) { $0.order(batch).map { Float($0) } }
        own.place = (1, 2)
        let parts = try graph.drawn([batch, 1, 1, 1], own) { $0.beta([Float](repeating: alpha, count: batch)) }
        let others = try graph.gather(x, order, axis: 0)
        return try graph.add([
            graph.multiply([parts, x]), graph.multiply([graph.scale(parts, by: -1, offset: 1), others]),
        ])
    }
}
