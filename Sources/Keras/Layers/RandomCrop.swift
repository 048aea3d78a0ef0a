import NeuralNetwork

/// `RandomCrop` of Keras: A part of an image, taken at random in training. When a model answers, tf.keras brings the largest
/// part of these proportions to the size, and Keras 3 does nothing.
public struct RandomCrop: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - height: of the result.
    ///   - width: of the result.
    ///   - seed: of the random numbers; drawn unless given.
    public init(
        _ height: Int, _ width: Int, seed: Int? = nil, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "RandomCrop", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: [
                "rng_type": "stateful", "height": .integer(height), "width": .integer(width), "seed": .integer(orNull: seed),
            ])
    }
}

/// A part of an image, taken at random in training. When a model answers, tf.keras brings the largest part of these proportions to the
/// size, and Keras 3 does nothing.
struct RandomCropLayer: SingleInputLayer {
    let size: Extent
    let format: DataFormat
    let isIdentity: Bool

    init(from options: inout LayerOptions) throws {
        size = Extent(height: try options.integer("height"), width: try options.integer("width"))
        format = try options.dataFormat()
        isIdentity = options.context.version.major >= 3
        options.ignore("seed", "rng_type")
    }

    func outputShape(of input: Shape) throws -> Shape {
        if isIdentity { return input }
        let image = try format.toChannelsLast(input)
        return format.fromChannelsLast([image[0], size.height, size.width, image[3]])
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        if isIdentity { return x }
        return try graph.withChannelsLast(x, format) { graph, x in
            try graph.resize(x, height: size.height, width: size.width, method: .bilinear, fit: .crop)
        }
    }
}
