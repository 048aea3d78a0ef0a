import NeuralNetwork

/// `Cropping2D` of Keras: an image without its border: `cropping` is one number, `(rows, columns)`, or `((top, bottom), (left,
/// right))`.
public struct Cropping2D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - cropping: how much of each side.
    ///   - dataFormat: `channels_last` or `channels_first`; the first unless given.
    public init(
        cropping: some EdgeLengths = 0, dataFormat: String? = nil, inputShape: [Int?]? = nil, name: String? = nil,
        isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "Cropping2D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["cropping": .edges(cropping, axes: 2), "data_format": .format(dataFormat)])
    }
}

/// An image without its border: `cropping` is one number, `(rows, columns)`, or `((top, bottom), (left, right))`.
struct Cropping2DLayer: SingleInputLayer {
    let edges: Edges
    let format: DataFormat

    init(from options: inout LayerOptions) throws {
        edges = try options.edges("cropping", default: Edges(top: 0, bottom: 0, left: 0, right: 0))
        format = try options.dataFormat()
    }

    func outputShape(of input: Shape) throws -> Shape {
        var image = try format.toChannelsLast(input)
        image[1] = image[1].map { $0 - edges.top - edges.bottom }
        image[2] = image[2].map { $0 - edges.left - edges.right }
        guard (image[1] ?? 1) > 0, (image[2] ?? 1) > 0 else {
            throw ShapeMismatch(expected: "an image larger than what is cropped", found: input.pythonText)
        }
        return format.fromChannelsLast(image)
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.withChannelsLast(x, format) { graph, x in
            try graph.crop(x, top: edges.top, bottom: edges.bottom, left: edges.left, right: edges.right)
        }
    }
}
