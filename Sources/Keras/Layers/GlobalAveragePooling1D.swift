import NeuralNetwork

/// `GlobalAveragePooling1D` of Keras: the mean over the steps of a sequence that count, to `(batch, channels)`, or with an
/// extent of 1 kept.
public struct GlobalAveragePooling1D: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - dataFormat: `channels_last` or `channels_first`; the first unless given.
    ///   - keepDimensions: whether the axes stay with an extent of 1.
    public init(
        dataFormat: String? = nil, keepDimensions: Bool = false, inputShape: [Int?]? = nil, name: String? = nil,
        isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "GlobalAveragePooling1D", name: name, isTrainable: isTrainable, inputShape: inputShape,
            options: ["data_format": .format(dataFormat), "keepdims": .bool(keepDimensions)])
    }
}

/// The mean over the steps of a sequence that count, to `(batch, channels)`, or with an extent of 1 kept.
struct GlobalAveragePooling1DLayer: MaskedLayer {
    let format: DataFormat
    let keepsDimensions: Bool

    init(from options: inout LayerOptions) throws {
        format = try options.dataFormat()
        keepsDimensions = try options.flag("keepdims", default: false)
    }

    private var axis: Int { format == .channelsLast ? 1 : 2 }

    func outputShapes(of inputs: [Shape]) throws -> [Shape] {
        guard inputs.count == 1 else { throw ShapeMismatch(expected: "one input", found: "\(inputs.count)") }
        let sequence = try format.toChannelsLast(sequence: inputs[0])
        return [
            keepsDimensions ? format.fromChannelsLast(sequence: [sequence[0], 1, sequence[2]]) : [sequence[0], sequence[2]]
        ]
    }

    func lower(
        masked inputs: [MaskedValue], weights: [Tensor], version: KerasVersion, into graph: inout Graph
    ) throws -> [MaskedValue] {
        let x = inputs[0].value
        guard let mask = inputs[0].mask else {
            return [MaskedValue(try graph.reduction(x, .mean, axes: [axis], keepDimensions: keepsDimensions))]
        }
        let steps = graph.shape(of: mask)[1] ?? -1
        let factors = try graph.reshape(mask, to: format == .channelsLast ? [steps, 1] : [1, steps])
        let sum = try graph.reduction(graph.multiply([x, factors]), .sum, axes: [axis], keepDimensions: keepsDimensions)
        let count = try graph.reduction(factors, .sum, axes: [axis], keepDimensions: keepsDimensions)
        return [MaskedValue(try graph.elementwise(.divide, sum, count))]
    }
}
