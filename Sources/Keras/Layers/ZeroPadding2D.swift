import NeuralNetwork

/// `ZeroPadding2D` of Keras: zeros around an image: `padding` is one number, `(rows, columns)`, or `((top, bottom), (left,
/// right))`.
public struct ZeroPadding2D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - padding: `valid` or `same`.
    ///   - dataFormat: `channels_last` or `channels_first`; the first unless given.
    public init(
        padding: some EdgeLengths = 1, dataFormat: String? = nil, inputShape: [Int?]? = nil, name: String? = nil,
        isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "ZeroPadding2D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["padding": .edges(padding, axes: 2), "data_format": .format(dataFormat)])
    }
}

/// Zeros around an image: `padding` is one number, `(rows, columns)`, or `((top, bottom), (left, right))`.
struct ZeroPadding2DLayer: SingleInputLayer {
    let edges: Edges
    let format: DataFormat

    init(from options: inout LayerOptions) throws {
        edges = try options.edges("padding", default: Edges(top: 1, bottom: 1, left: 1, right: 1))
        format = try options.dataFormat()
    }

    func outputShape(of input: Shape) throws -> Shape {
        var image = try format.toChannelsLast(input)
        image[1] = image[1].map { $0 + edges.top + edges.bottom }
        image[2] = image[2].map { $0 + edges.left + edges.right }
        return format.fromChannelsLast(image)
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.withChannelsLast(x, format) { graph, x in
            try graph.pad(x, top: edges.top, bottom: edges.bottom, left: edges.left, right: edges.right)
        }
    }
}
