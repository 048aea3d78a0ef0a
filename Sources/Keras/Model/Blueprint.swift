import NeuralNetwork

/// A model without its weights: the network that a configuration describes, with all shapes.
struct Blueprint: Sendable {
    let context: ReadingContext
    let network: Network
    let shapes: NetworkShapes
    let description: ModelDescription

    /// - Parameters:
    ///   - configuration: JSON as in the attribute `model_config`.
    ///   - place: what errors call it.
    init(configuration: String, place: String, context: ReadingContext) throws {
        let value = try JSONParser.parse(configuration, file: context.path, place: place)
        self.context = context
        let converted = try LegacyConfiguration.converted(value, context: context, place: place)
        network = try NetworkReader(context: context, place: place).network(converted)
        shapes = try NetworkShapes(of: network, context: context)
        description = try ModelDescription(network, shapes, context)
    }

    /// The whole model as operations, open in the dimensions that its inputs leave open.
    func graph(weights: [LayerTree<[Tensor]>]) throws -> Graph {
        var graph = Graph()
        let inputs = try description.inputs.map { try graph.input(name: $0.name, shape: $0.shape) }
        let values = try NetworkLowering(shapes: shapes, context: context)
            .lower(network, weights: weights, inputs: inputs.map { MaskedValue($0) }, into: &graph)
        for (value, port) in zip(values, description.outputs) { try graph.output(value.value, name: port.name) }
        return graph
    }
}
