import NeuralNetwork
import Training

/// `RandomSharpness` of Keras 3: images sharpened by chance in training.
public struct RandomSharpness: LayerBuilder {
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
            "RandomSharpness", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "data_format": .format(dataFormat), "factor": .bounds(factor, lowest: 0), "value_range": .numbers(valueRange),
                "seed": .integer(orNull: seed),
            ])
    }
}

/// Images sharpened or softened by chance in training.
struct RandomSharpnessLayer: AugmentationLayer {
    let change: ColorChange
    var format: DataFormat { change.format }

    init(_ change: ColorChange) { self.change = change }

    init(from options: inout LayerOptions) throws { change = try ColorChange(from: &options, lowest: 0) }

    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        // How much of the smoothed image comes in.
        let parts = try change.factors(of: images, in: &graph) { 1 - $0 * 2 }
        let kernel = Tensor(
            shape: [3, 3, images.channels, 1],
            values: (0..<9).flatMap { [Float](repeating: $0 == 4 ? 5 / 13 : 1 / 13, count: images.channels) })
        let smoothed = try graph.depthwiseConvolution(x, kernel: kernel, padding: .same)
        return try change.adding(parts, of: graph.subtract(smoothed, x), to: x, in: &graph)
    }
}
