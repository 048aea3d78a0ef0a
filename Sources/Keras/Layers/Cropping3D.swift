import NeuralNetwork

/// `Cropping3D` of Keras: A volume without its border.
public struct Cropping3D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - cropping: how much of each side.
    ///   - dataFormat: `channels_last` or `channels_first`; the first unless given.
    public init(
        cropping: some EdgeLengths = 1, dataFormat: String? = nil, inputShape: [Int?]? = nil, name: String? = nil,
        isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "Cropping3D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["cropping": .edges(cropping, axes: 3), "data_format": .format(dataFormat)])
    }
}

/// A volume without its border.
struct Cropping3DLayer: SingleInputLayer {
    let amounts: [BorderAmount]
    let format: DataFormat

    init(from options: inout LayerOptions) throws {
        amounts = try options.borders("cropping", count: 3, default: 1).map { BorderAmount(before: $0.before, after: $0.after) }
        format = try options.dataFormat()
    }

    func outputShape(of input: Shape) throws -> Shape {
        var volume = try format.toChannelsLast(input, rank: 3)
        for (axis, amount) in amounts.enumerated() {
            volume[axis + 1] = volume[axis + 1].map { $0 - amount.before - amount.after }
            guard (volume[axis + 1] ?? 1) > 0 else {
                throw ShapeMismatch(expected: "more than what is cropped", found: input.pythonText)
            }
        }
        return format.fromChannelsLast(volume, rank: 3)
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        let channels = BorderAmount()
        return try graph.crop(
            x, amounts: [.init()] + (format == .channelsLast ? amounts + [channels] : [channels] + amounts))
    }
}
