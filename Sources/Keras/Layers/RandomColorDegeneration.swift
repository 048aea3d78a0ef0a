import NeuralNetwork
import Training

/// `RandomColorDegeneration` of Keras 3: images whose colours fade by chance in training.
public struct RandomColorDegeneration: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - factor: how much at most, or from where to where.
    ///   - valueRange: of the pixels.
    ///   - dataFormat: `channels_last` or `channels_first`.
    ///   - seed: of the random numbers; drawn unless given.
    public init(
        _ factor: some FactorRange, valueRange: [Double] = [0, 255], dataFormat: String? = nil, seed: Int? = nil,
        inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomColorDegeneration", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "data_format": .format(dataFormat), "factor": .bounds(factor, lowest: -1), "value_range": .numbers(valueRange),
                "seed": .integer(orNull: seed),
            ])
    }
}

/// Images that lose colour by chance in training.
struct RandomColorDegenerationLayer: AugmentationLayer {
    let change: ColorChange
    var format: DataFormat { change.format }

    init(_ change: ColorChange) { self.change = change }

    init(from options: inout LayerOptions) throws { change = try ColorChange(from: &options, lowest: -1) }

    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let parts = try change.factors(of: images, in: &graph)
        return try change.adding(parts, of: graph.subtract(graph.grayscale(x), x), to: x, in: &graph)
    }
}
