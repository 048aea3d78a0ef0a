import NeuralNetwork

/// `Flatten` of Keras: all elements of an item in one axis; images with their channels first are turned to channels last
/// before, as Keras does since 2.1.6 (before that the option did not exist).
public struct Flatten: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters:
    ///   - dataFormat: `channels_last` or `channels_first`; the first unless given.
    public init(
        dataFormat: String? = nil, inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition(
            "Flatten", name: name, isTrainable: isTrainable, inputShape: inputShape, options: ["data_format": .format(dataFormat)]
        )
    }
}

/// All elements of an item in one axis; images with their channels first are turned to channels last before, as Keras does
/// since 2.1.6 (before that the option did not exist).
struct FlattenLayer: SingleInputLayer {
    let format: DataFormat

    init(from options: inout LayerOptions) throws { format = try options.dataFormat() }

    func outputShape(of input: Shape) throws -> Shape { [input[0], input.elementsPerItem] }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        let rank = graph.shape(of: x).count
        guard format == .channelsFirst, rank > 2 else { return try graph.flatten(x) }
        return try graph.flatten(graph.transpose(x, permutation: [0] + Array(2..<rank) + [1]))
    }
}
