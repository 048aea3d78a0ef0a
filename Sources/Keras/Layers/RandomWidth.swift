import NeuralNetwork
import Training

/// `RandomWidth` of Keras: images whose width changes by chance in training.
public struct RandomWidth: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - factor: how much at most, or from where to where.
    ///   - interpolation: how elements between elements are made: `nearest`, `bilinear`, ….
    ///   - seed: of the random numbers; drawn unless given.
    public init(
        _ factor: some FactorRange, interpolation: String = "bilinear", seed: Int? = nil, inputShape: [Int?]? = nil,
        name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomWidth", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "rng_type": "stateful", "factor": .factor(factor), "interpolation": .string(interpolation),
                "seed": .integer(orNull: seed),
            ])
    }
}

/// Images whose width changes by chance in training.
struct RandomWidthLayer: AugmentationLayer {
    let format = DataFormat.channelsLast
    private let change: ExtentChange

    init(from options: inout LayerOptions) throws { change = try ExtentChange(from: &options, axis: 2) }

    func outputShape(of input: Shape) throws -> Shape { try change.outputShape(of: input) }

    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let extent = try change.draw(from: images.width, in: &graph)
        return try graph.resize(x, height: images.height, width: extent, method: change.method)
    }
}
