import NeuralNetwork

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
