import NeuralNetwork

/// `UpSampling3D` of Keras: A volume each element of which is repeated along depth, height and width.
public struct UpSampling3D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - size: how often each element is repeated along each axis.
    ///   - dataFormat: `channels_last` or `channels_first`; the first unless given.
    public init(
        size: some AxisLengths = 2, dataFormat: String? = nil, inputShape: [Int?]? = nil, name: String? = nil,
        isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "UpSampling3D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["size": .lengths(size, axes: 3), "data_format": .format(dataFormat)])
    }
}

/// A volume each element of which is repeated along depth, height and width.
struct UpSampling3DLayer: SingleInputLayer {
    let factors: [Int]
    let format: DataFormat

    init(from options: inout LayerOptions) throws {
        factors = try options.lengths("size", count: 3, default: [2, 2, 2])
        format = try options.dataFormat()
    }

    func outputShape(of input: Shape) throws -> Shape {
        var volume = try format.toChannelsLast(input, rank: 3)
        for (axis, factor) in factors.enumerated() { volume[axis + 1] = volume[axis + 1].map { $0 * factor } }
        return format.fromChannelsLast(volume, rank: 3)
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.withChannelsLast(volume: x, format) { graph, x in
            // Height and width as those of images, then the depth as the height of images of one row for each plane.
            let shape = graph.shape(of: x)
            let (depth, channels) = (shape[1], try shape.known(4))
            let images = try graph.upsample(graph.foldSteps(x), size: (factors[1], factors[2]))
            let wide = try graph.unfoldSteps(images, like: x)
            guard factors[0] > 1 else { return wide }
            let (height, width) = (shape[2].map { $0 * factors[1] }, shape[3].map { $0 * factors[2] })
            guard let height, let width else {
                throw ShapeMismatch(expected: "a known height and width, to repeat planes", found: shape.pythonText)
            }
            let planes = try graph.reshape(wide, to: [depth ?? -1, height * width, channels])
            let deep = try graph.upsample(planes, size: (factors[0], 1))
            return try graph.reshape(deep, to: [depth.map { $0 * factors[0] } ?? -1, height, width, channels])
        }
    }
}
