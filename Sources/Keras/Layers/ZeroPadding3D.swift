import NeuralNetwork

/// `ZeroPadding3D` of Keras: A volume with zeros around it.
public struct ZeroPadding3D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - padding: `valid` or `same`.
    ///   - dataFormat: `channels_last` or `channels_first`; the first unless given.
    public init(
        padding: some EdgeLengths = 1, dataFormat: String? = nil, inputShape: [Int?]? = nil, name: String? = nil,
        isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "ZeroPadding3D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["padding": .edges(padding, axes: 3), "data_format": .format(dataFormat)])
    }
}

/// A volume with zeros around it.
struct ZeroPadding3DLayer: SingleInputLayer {
    let amounts: [BorderAmount]
    let format: DataFormat

    init(from options: inout LayerOptions) throws {
        amounts = try options.borders("padding", count: 3, default: 1).map { BorderAmount(before: $0.before, after: $0.after) }
        format = try options.dataFormat()
    }

    func outputShape(of input: Shape) throws -> Shape {
        var volume = try format.toChannelsLast(input, rank: 3)
        for (axis, amount) in amounts.enumerated() {
            volume[axis + 1] = volume[axis + 1].map { $0 + amount.before + amount.after }
        }
        return format.fromChannelsLast(volume, rank: 3)
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        let channels = BorderAmount()
        return try graph.pad(
            x, amounts: [.init()] + (format == .channelsLast ? amounts + [channels] : [channels] + amounts))
    }
}
