import NeuralNetwork
import Training

/// `Equalization` of Keras 3: images whose shades are spread evenly in training.
public struct Equalization: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - valueRange: of the pixels.
    ///   - bins: how finely shades are told apart.
    ///   - dataFormat: `channels_last` or `channels_first`.
    public init(
        valueRange: [Double] = [0, 255], bins: Int = 256, dataFormat: String? = nil, inputShape: [Int?]? = nil,
        name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "Equalization", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["data_format": .format(dataFormat), "bins": .integer(bins), "value_range": .numbers(valueRange)])
    }
}

/// Images whose shades are spread evenly in training.
struct EqualizationLayer: AugmentationLayer {
    let format: DataFormat
    private let bins: Int
    private let range: ClosedRange<Float>

    init(from options: inout LayerOptions) throws {
        bins = try options.integer("bins", atLeast: 2, default: 256)
        range = try options.valueRange()
        format = try options.dataFormat()
        options.ignore("seed", "factor", "bounding_box_format")
    }

    init(range: ClosedRange<Float>, format: DataFormat) { (bins, self.range, self.format) = (256, range, format) }

    func augment(_ x: Graph.Value, of images: ImageExtents, in graph: inout Graph) throws -> Graph.Value {
        let bytes = try graph.rescaled(x, from: range, to: 0...255)
        return try graph.rescaled(graph.equalization(bytes, bins: bins), from: 0...255, to: range)
    }
}
