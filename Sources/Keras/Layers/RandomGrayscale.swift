import NeuralNetwork
import Training

/// `RandomGrayscale` of Keras 3: images made grey by chance in training.
public struct RandomGrayscale: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - factor: the chance of each image.
    ///   - dataFormat: `channels_last` or `channels_first`.
    ///   - seed: of the random numbers; drawn unless given.
    public init(
        _ factor: Double = 0.5, dataFormat: String? = nil, seed: Int? = nil, inputShape: [Int?]? = nil, name: String? = nil,
        isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomGrayscale", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["data_format": .format(dataFormat), "factor": .number(factor), "seed": .integer(orNull: seed)])
    }
}

/// Images that become grey by chance in training.
struct RandomGrayscaleLayer: AugmentationLayer {
    let format: DataFormat
    private let seed: AugmentationSeed
    /// The chance of each image.
    private let factor: Float

    init(from options: inout LayerOptions) throws {
        factor = try options.rate("factor")
        format = try options.dataFormat()
        seed = try options.augmentationSeed(of: .three)
    }

    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let factor = factor
        let chances = try graph.drawn([images.batch, 1, 1, 1], seed) { draws in
            draws.uniform(images.batch).map { $0 < factor ? 1 : 0 }
        }
        return try graph.choice(chances, graph.grayscale(x), x)
    }
}
