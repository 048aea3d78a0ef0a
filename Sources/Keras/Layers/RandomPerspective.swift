import NeuralNetwork
import Training

/// `RandomPerspective` of Keras 3: images seen from another side by chance in training.
public struct RandomPerspective: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - factor: how much at most, or from where to where.
    ///   - scale: how far corners go at most.
    ///   - interpolation: how elements between elements are made: `nearest` or `bilinear`.
    ///   - fillValue: beyond the edges.
    ///   - seed: of the random numbers; drawn unless given.
    ///   - dataFormat: `channels_last` or `channels_first`.
    public init(
        _ factor: some FactorRange = 1.0, scale: Double = 1.0, interpolation: String = "bilinear", fillValue: Double = 0.0,
        seed: Int? = nil, dataFormat: String? = nil, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomPerspective", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "data_format": .format(dataFormat), "factor": .bounds(factor, lowest: 0), "scale": .number(scale),
                "interpolation": .string(interpolation), "fill_value": .number(fillValue), "seed": .integer(orNull: seed),
            ])
    }
}

/// Images seen from elsewhere by chance in training.
struct RandomPerspectiveLayer: AugmentationLayer {
    let format: DataFormat
    private let seed: AugmentationSeed
    private let sampling: ProjectiveSampling
    private let factor: FactorBounds
    /// How far corners go at most, as a part of the image's extents.
    private let scale: Double

    init(from options: inout LayerOptions) throws {
        factor = try options.factor("factor", default: 1, lowest: 0)
        scale = Double(try options.number("scale", default: 1))
        sampling = try options.sampling(fill: nil)
        format = try options.dataFormat()
        seed = try options.augmentationSeed(of: .three)
    }

    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let (factor, scale, batch) = (factor, scale, images.batch)
        let projections = try graph.drawn([batch, 8], seed) { draws in
            let chances = draws.chances(batch, factor)
            let offsets = draws.uniform(batch * 8, -0.5 * scale, 0.5 * scale)
            return (0..<batch).flatMap { item in
                chances[item]
                    ? Projection.perspective(offsets[item * 8..<item * 8 + 8], height: images.height, width: images.width)
                    : Projection.translation(x: 0, y: 0)
            }
        }
        return try graph.projectiveTransform(x, by: projections, sampling, height: images.height, width: images.width)
    }
}
