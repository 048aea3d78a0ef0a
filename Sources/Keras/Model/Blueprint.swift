import NeuralNetwork

/// A model without its weights: the network that a configuration describes, with all shapes.
struct Blueprint: Sendable {
    let context: ReadingContext
    let network: Network
    let shapes: NetworkShapes
    let description: ModelDescription
    /// The configuration as it was given, but for what versions before Keras 2 wrote otherwise.
    let configuration: JSON

    /// - Parameters:
    ///   - configuration: JSON as in the attribute `model_config`.
    ///   - place: what errors call it.
    init(configuration: String, place: String, context: ReadingContext) throws {
        let value = try JSONParser.parse(configuration, file: context.path, place: place)
        try self.init(
            configuration: LegacyConfiguration.converted(value, context: context, place: place), place: place, context: context)
    }

    /// - Parameter configuration: as Keras 2 or 3 writes it.
    init(configuration: JSON, place: String, context: ReadingContext) throws {
        self.context = context
        self.configuration = configuration
        network = try NetworkReader(context: context, place: place).network(configuration)
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
