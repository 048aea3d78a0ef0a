import NeuralNetwork

/// `CenterCrop` of Keras: the middle of an image; of one that is smaller, the largest part of the size's proportions, enlarged.
public struct CenterCrop: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - height: of the result.
    ///   - width: of the result.
    public init(
        _ height: Int, _ width: Int, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "CenterCrop", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["height": .integer(height), "width": .integer(width)])
    }
}

/// The middle of an image; of one that is smaller, the largest part of the size's proportions, enlarged.
struct CenterCropLayer: SingleInputLayer {
    let size: Extent
    let format: DataFormat

    init(from options: inout LayerOptions) throws {
        size = Extent(height: try options.integer("height"), width: try options.integer("width"))
        format = try options.dataFormat()
    }

    func outputShape(of input: Shape) throws -> Shape {
        let image = try format.toChannelsLast(input)
        return format.fromChannelsLast([image[0], size.height, size.width, image[3]])
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.withChannelsLast(x, format) { graph, x in
            try graph.resize(x, height: size.height, width: size.width, method: .bilinear, fit: .centre)
        }
    }
}
