import NeuralNetwork
import Training

/// `RandomShear` of Keras 3: images sheared by chance in training.
public struct RandomShear: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - xFactor: how much at most, or from where to where.
    ///   - yFactor: how much at most, or from where to where.
    ///   - interpolation: how elements between elements are made: `nearest` or `bilinear`.
    ///   - fillMode: what lies beyond the edges: `reflect`, `wrap`, `constant` or `nearest`.
    ///   - fillValue: beyond the edges.
    ///   - dataFormat: `channels_last` or `channels_first`.
    ///   - seed: of the random numbers; drawn unless given.
    public init(
        xFactor: some FactorRange = 0.0, yFactor: some FactorRange = 0.0, interpolation: String = "bilinear",
        fillMode: String = "reflect", fillValue: Double = 0.0, dataFormat: String? = nil, seed: Int? = nil,
        inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomShear", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "data_format": .format(dataFormat), "x_factor": .bounds(xFactor, lowest: -1),
                "y_factor": .bounds(yFactor, lowest: -1), "fill_mode": .string(fillMode), "interpolation": .string(interpolation),
                "seed": .integer(orNull: seed), "fill_value": .number(fillValue),
            ])
    }
}

/// Images sheared by chance in training.
struct RandomShearLayer: AugmentationLayer {
    let format: DataFormat
    private let seed: AugmentationSeed
    private let sampling: ProjectiveSampling
    private let (x, y): (FactorBounds, FactorBounds)

    init(from options: inout LayerOptions) throws {
        x = try options.factor("x_factor", default: 0)
        y = try options.factor("y_factor", default: 0)
        sampling = try options.sampling()
        format = try options.dataFormat()
        seed = try options.augmentationSeed(of: .three)
    }

    init(x: FactorBounds, y: FactorBounds, sampling: ProjectiveSampling, format: DataFormat, seed: AugmentationSeed) {
        (self.x, self.y, self.sampling, self.format, self.seed) = (x, y, sampling, format, seed)
    }

    func augment(_ images: Graph.Value, of extents: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let (x, y, batch) = (x, y, extents.batch)
        let projections = try graph.drawn([batch, 8], seed) { draws in
            let signs: [Float] = draws.uniform(batch).map { $0 > 0.5 ? -1 : 1 }
            let rows = draws.uniform(batch, y.low, y.high)
            let columns = draws.uniform(batch, x.low, x.high)
            return (0..<batch).flatMap { Projection.shear(x: columns[$0] * signs[$0], y: rows[$0] * signs[$0]) }
        }
        return try graph.projectiveTransform(
            images, by: projections, sampling, height: extents.height, width: extents.width)
    }
}
