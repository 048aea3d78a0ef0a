public import NeuralNetwork
import OrderedCollections

extension Model {
    /// The model that computes `outputs` from `inputs`, with the weights that its layers have.
    ///
    /// Layers that no way from the inputs to the outputs passes are left out. A second model of the same layers begins with the
    /// same weights.
    ///
    /// - Parameters:
    ///   - name: unless given `model`, `model_1`, …
    ///   - options: how plans are compiled.
    /// - Throws: everything that is wrong with the layers and their calls: one `KerasError`, or `KerasError.several`.
    public convenience init(
        inputs: some KerasTensors, outputs: some KerasTensors, name: String? = nil, options: PlanOptions = PlanOptions()
    ) throws {
        let (inputs, outputs) = (inputs.tensors, outputs.tensors)
        let name = name ?? KerasSession.current.name(forClass: "Model")
        let graph = CallGraph(inputs: inputs, outputs: outputs)
        let place = "model \"\(name)\""
        try BuildingFaults.check(graph, inputs: inputs, place)
        let version = try BuildingContext.context(place, graph.layers).version
        let writer = FunctionalWriter(graph: graph, inputs: inputs, outputs: outputs, version: version)
        try self.init(
            building: writer.configuration(name: name), of: graph.layers, place: place, options: options)
    }

    /// The model that computes `output` from `input`, as Keras' `Model(input, output)`.
    public convenience init(
        _ input: some KerasTensors, _ output: some KerasTensors, name: String? = nil, options: PlanOptions = PlanOptions()
    ) throws {
        try self.init(inputs: input, outputs: output, name: name, options: options)
    }

    /// The model of layers one behind the other, whose first one tells the shape of its input.
    ///
    /// - Throws: as ``init(inputs:outputs:name:options:)``.
    public convenience init(_ layers: Sequential, options: PlanOptions = PlanOptions()) throws {
        let definition = layers.definition
        let place = "model \"\(definition.name)\""
        try self.init(
            building: .object(definition.entry), of: definition.parts, place: place, options: options)
    }

    private convenience init(
        building configuration: JSON, of layers: [LayerDefinition], place: String, options: PlanOptions
    ) throws {
        let context = try BuildingContext.context(place, layers)
        let blueprint = try Blueprint(configuration: configuration, place: "model", context: context)
        let definitions = Dictionary(layers.map { ($0.name, $0) }) { first, _ in first }
        let shapes = blueprint.shapes
        let weights = try blueprint.network.layers.enumerated().map { index, layer in
            try definitions[layer.name]?.makeWeights(layer, shapes.weights[index], shapes.inputs[index]) ?? .layer([])
        }
        try self.init(blueprint, weights: weights, origin: nil, options: options)
    }

    /// The model of a configuration as `model.to_json()` or `get_config()` gives it, with the weights that its initialisers make.
    ///
    /// - Parameter lambdas: the functions of Lambda layers that Framerill doesn't know itself.
    /// - Throws: `KerasError` for what can't be built.
    public convenience init(
        json: String, lambdas: [LambdaFunction] = [], options: PlanOptions = PlanOptions()
    ) throws {
        let version = try ConfigurationText.version(of: json, "json")
        let context = ReadingContext(path: "json", version: version, lambdas: lambdas)
        let blueprint = try Blueprint(configuration: json, place: "text", context: context)
        let weights = try KerasSession.current.draw { random in
            try zip(blueprint.network.layers, blueprint.shapes.weights).map { layer, needed in
                try InitialWeights.weights(of: layer, needed, random: &random)
            }
        }
        try self.init(blueprint, weights: weights, origin: nil, options: options)
    }
}

extension Model: LayerBuilder {}

extension Model {
    /// The model without its weights, as Keras' `to_json()`: `Model(json:)` reads it, and so does Keras.
    public func toJSON() -> String {
        guard var members = blueprint.configuration.object else { return configurationText }
        members["keras_version"] = .string(blueprint.context.version.description)
        members["backend"] = "tensorflow"
        return JSON.object(members).description
    }

    /// The configuration as the attribute `model_config` of an HDF5 file holds it.
    package var configurationText: String { blueprint.configuration.description }
}
