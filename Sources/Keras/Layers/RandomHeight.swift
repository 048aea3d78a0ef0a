import NeuralNetwork
import Training

/// `RandomHeight` of Keras: images whose height changes by chance in training.
public struct RandomHeight: LayerBuilder {
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
            "RandomHeight", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "rng_type": "stateful", "factor": .factor(factor), "interpolation": .string(interpolation),
                "seed": .integer(orNull: seed),
            ])
    }
}

/// Images whose height changes by chance in training.
struct RandomHeightLayer: AugmentationLayer {
    let format = DataFormat.channelsLast
    private let seed: AugmentationSeed
    private let factor: FactorBounds
    private let method: ResizingMethod

    init(from options: inout LayerOptions) throws {
        factor = try options.factor("factor", within: -1...1000)
        method = try options.interpolation(default: "bilinear")
        seed = try options.augmentationSeed(of: .two)
    }

    /// Each step of training has another height.
    func outputShape(of input: Shape) throws -> Shape {
        try input.expectRank(4, "images (batch, height, width, channels)")
        var shape = input
        shape[1] = nil
        return shape
    }

    /// One height for all images.
    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let factor = factor
        let extent = try graph.drawnExtent(seed) { draws in
            Int(draws.uniform(1, 1 + factor.low, 1 + factor.high)[0] * Float(images.height))
        }
        return try graph.resize(x, height: extent, width: images.width, method: method)
    }
}
