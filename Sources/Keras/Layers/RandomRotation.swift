import NeuralNetwork
import Training

/// `RandomRotation` of Keras: images turned by chance in training.
public struct RandomRotation: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - factor: how much at most, or from where to where.
    ///   - fillMode: what lies beyond the edges: `reflect`, `wrap`, `constant` or `nearest`.
    ///   - interpolation: how elements between elements are made: `nearest`, `bilinear`, ….
    ///   - seed: of the random numbers; drawn unless given.
    ///   - fillValue: beyond the edges, with `constant`.
    public init(
        _ factor: some FactorRange, fillMode: String = "reflect", interpolation: String = "bilinear", seed: Int? = nil,
        fillValue: Double = 0.0, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomRotation", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "rng_type": "stateful", "factor": .factor(factor), "fill_mode": .string(fillMode),
                "fill_value": .number(fillValue), "interpolation": .string(interpolation), "seed": .integer(orNull: seed),
            ])
    }
}

/// Images turned by chance in training.
struct RandomRotationLayer: AugmentationLayer {
    let format: DataFormat
    private let seed: AugmentationSeed
    private let sampling: ProjectiveSampling
    /// As parts of a whole turn.
    private let factor: FactorBounds

    init(from options: inout LayerOptions) throws {
        factor = try options.factor("factor", within: options.generation == .two ? -.infinity ... .infinity : -1...1)
        sampling = try options.sampling()
        format = try options.dataFormat()
        seed = try options.augmentationSeed()
    }

    init(factor: FactorBounds, sampling: ProjectiveSampling, format: DataFormat, seed: AugmentationSeed) {
        (self.factor, self.sampling, self.format, self.seed) = (factor, sampling, format, seed)
    }

    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let (generation, factor) = (seed.generation, factor)
        let projections = try graph.drawn([images.batch, 8], seed) { draws in
            let angles: [Float]
            switch generation {
            case .two: angles = draws.uniform(images.batch, factor.low * 2 * .pi, factor.high * 2 * .pi)
            case .three:
                angles = draws.uniform(images.batch, factor.low * 360, factor.high * 360).map { $0 * Float(Double.pi / 180) }
            }
            return angles.flatMap { Projection.rotation($0, height: images.height, width: images.width) }
        }
        return try graph.projectiveTransform(x, by: projections, sampling, height: images.height, width: images.width)
    }
}
