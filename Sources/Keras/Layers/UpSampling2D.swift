import NeuralNetwork

/// `UpSampling2D` of Keras: an image enlarged by whole factors.
public struct UpSampling2D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - size: how often each element is repeated along each axis.
    ///   - dataFormat: `channels_last` or `channels_first`; the first unless given.
    ///   - interpolation: how elements between elements are made: `nearest`, `bilinear`, ….
    public init(
        size: some AxisLengths = 2, dataFormat: String? = nil, interpolation: String = "nearest", inputShape: [Int?]? = nil,
        name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "UpSampling2D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "size": .lengths(size, axes: 2), "data_format": .format(dataFormat), "interpolation": .string(interpolation),
            ])
    }
}

/// An image enlarged by whole factors.
///
/// Bilinear interpolation has pixel centres at half positions in tf.keras and Keras 3, and TensorFlow 1's rule in Keras up to 2.3.
struct UpSampling2DLayer: SingleInputLayer {
    let factors: Extent
    let interpolation: Interpolation
    /// Another way to make pixels between pixels than the two common ones.
    let method: ResizingMethod?
    let format: DataFormat

    init(from options: inout LayerOptions) throws {
        factors = try options.extent("size", default: Extent(height: 2, width: 2))
        format = try options.dataFormat()
        let version = options.context.version
        let isLegacy = !version.isTensorFlow
        let method = try options.interpolation(default: "nearest")
        interpolation = method == .nearest ? .nearest : isLegacy ? .bilinearLegacy : .bilinear
        self.method = method == .nearest || method == .bilinear ? nil : method
    }

    func outputShape(of input: Shape) throws -> Shape {
        var image = try format.toChannelsLast(input)
        image[1] = image[1].map { $0 * factors.height }
        image[2] = image[2].map { $0 * factors.width }
        return format.fromChannelsLast(image)
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.withChannelsLast(x, format) { graph, x in
            if let method {
                return try graph.resize(x, rowsBy: factors.height, columnsBy: factors.width, method: method)
            }
            return try graph.upsample(x, size: factors.pair, interpolation: interpolation)
        }
    }
}
