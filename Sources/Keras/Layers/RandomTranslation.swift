import NeuralNetwork
import Training

/// `RandomTranslation` of Keras: images moved by chance in training.
public struct RandomTranslation: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - heightFactor: how much at most, or from where to where.
    ///   - widthFactor: how much at most, or from where to where.
    ///   - fillMode: what lies beyond the edges: `reflect`, `wrap`, `constant` or `nearest`.
    ///   - interpolation: how elements between elements are made: `nearest`, `bilinear`, ….
    ///   - seed: of the random numbers; drawn unless given.
    ///   - fillValue: beyond the edges, with `constant`.
    public init(
        _ heightFactor: some FactorRange, widthFactor: some FactorRange, fillMode: String = "reflect",
        interpolation: String = "bilinear", seed: Int? = nil, fillValue: Double = 0.0, inputShape: [Int?]? = nil,
        name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomTranslation", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "rng_type": "stateful", "height_factor": .factor(heightFactor), "width_factor": .factor(widthFactor),
                "fill_mode": .string(fillMode), "fill_value": .number(fillValue), "interpolation": .string(interpolation),
                "seed": .integer(orNull: seed),
            ])
    }
}

/// Images moved by chance in training.
struct RandomTranslationLayer: AugmentationLayer {
    let format: DataFormat
    private let seed: AugmentationSeed
    private let sampling: ProjectiveSampling
    /// As parts of the image's extents.
    private let (height, width): (FactorBounds, FactorBounds)

    init(from options: inout LayerOptions) throws {
        height = try options.factor("height_factor")
        width = try options.factor("width_factor")
        sampling = try options.sampling()
        format = try options.dataFormat()
        seed = try options.augmentationSeed()
    }

    init(
        height: FactorBounds, width: FactorBounds, sampling: ProjectiveSampling, format: DataFormat, seed: AugmentationSeed
    ) {
        (self.height, self.width, self.sampling, self.format, self.seed) = (height, width, sampling, format, seed)
    }

    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let (height, width) = (height, width)
        let projections = try graph.drawn([images.batch, 8], seed) { draws in
            let rows = draws.uniform(images.batch, height.low, height.high)
            let columns = draws.uniform(images.batch, width.low, width.high)
            return zip(rows, columns).flatMap {
                Projection.translation(x: $1 * Float(images.width), y: $0 * Float(images.height))
            }
        }
        return try graph.projectiveTransform(x, by: projections, sampling, height: images.height, width: images.width)
    }
}
