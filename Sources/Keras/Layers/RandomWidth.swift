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
    private let seed: AugmentationSeed
    private let factor: FactorBounds
    private let method: ResizingMethod

    init(from options: inout LayerOptions) throws {
        factor = try options.factor("factor", within: -1...1000)
        method = try options.interpolation(default: "bilinear")
        seed = try options.augmentationSeed(of: .two)
    }

    /// Each step of training has another width.
    func outputShape(of input: Shape) throws -> Shape {
        try input.expectRank(4, "images (batch, height, width, channels)")
        var shape = input
        shape[2] = nil
        return shape
    }

    /// One width for all images.
    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let factor = factor
        let extent = try graph.drawnExtent(seed) { draws in
            Int(draws.uniform(1, 1 + factor.low, 1 + factor.high)[0] * Float(images.width))
        }
        return try graph.resize(x, height: images.height, width: extent, method: method)
    }
}
