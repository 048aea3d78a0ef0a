import NeuralNetwork
import Training

/// `RandomZoom` of Keras: images enlarged by chance in training.
public struct RandomZoom: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - heightFactor: how much at most, or from where to where.
    ///   - widthFactor: how much at most, or from where to where.
    ///   - fillMode: what lies beyond the edges: `reflect`, `wrap`, `constant` or `nearest`.
    ///   - interpolation: how elements between elements are made: `nearest`, `bilinear`, ….
    ///   - seed: of the random numbers; drawn unless given.
    ///   - fillValue: beyond the edges, with `constant`.
    public init(
        _ heightFactor: some FactorRange, widthFactor: (any FactorRange)? = nil, fillMode: String = "reflect",
        interpolation: String = "bilinear", seed: Int? = nil, fillValue: Double = 0.0, inputShape: [Int?]? = nil,
        name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomZoom", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "rng_type": "stateful", "height_factor": .factor(heightFactor),
                "width_factor": widthFactor.map { JSON.factor($0) } ?? .null, "fill_mode": .string(fillMode),
                "fill_value": .number(fillValue), "interpolation": .string(interpolation), "seed": .integer(orNull: seed),
            ])
    }
}

/// Images enlarged by chance in training.
struct RandomZoomLayer: AugmentationLayer {
    let format: DataFormat
    private let seed: AugmentationSeed
    private let sampling: ProjectiveSampling
    private let height: FactorBounds
    /// nil for that of the height, so that proportions stay.
    private let width: FactorBounds?

    init(from options: inout LayerOptions) throws {
        let isSecond = options.generation == .two
        height = try options.factor("height_factor", keepsOrder: isSecond)
        let range = isSecond ? -1 ... .infinity : -1...1
        let isAlone = options.given("width_factor")?.isNull ?? true
        width = isAlone ? nil : try options.factor("width_factor", within: range, keepsOrder: isSecond)
        sampling = try options.sampling()
        format = try options.dataFormat()
        seed = try options.augmentationSeed()
    }

    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let (height, width) = (height, width)
        let projections = try graph.drawn([images.batch, 8], seed) { draws in
            let rows = draws.uniform(images.batch, 1 + height.low, 1 + height.high)
            let columns = width.map { draws.uniform(images.batch, 1 + $0.low, 1 + $0.high) } ?? rows
            return zip(rows, columns).flatMap { Projection.zoom(x: $1, y: $0, height: images.height, width: images.width) }
        }
        return try graph.projectiveTransform(x, by: projections, sampling, height: images.height, width: images.width)
    }
}
