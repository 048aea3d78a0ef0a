import NeuralNetwork
import OrderedCollections

/// What a layer gives when it is called once, learnt from the smallest model that holds the call.
struct CallTrial {
    let outputs: [Shape]
    /// The layer as the reader reads it, and what weights it then needs.
    let layer: NetworkLayer
    let weights: LayerTree<[WeightSpecification]>
    let inputs: LayerTree<[Shape]>

    /// A call whose inputs are not known, because a layer before it can't be called.
    struct UnknownInput: Error {}

    /// - Throws: `KerasError` for a layer that can't be called so, `UnknownInput`.
    init(of call: LayerCall, of definition: LayerDefinition, place: String) throws {
        let context = try BuildingContext.context(place, [definition])
        var inputs: [JSON] = []
        func tensor(_ tensor: KerasTensor) throws -> JSON {
            guard let shape = tensor.shape else { throw UnknownInput() }
            // No layer of the caller's has such a name.
            let name = JSON.string("\u{1}\(inputs.count)")
            let config: JSON = .object(["batch_input_shape": .shape(shape), "name": name])
            inputs.append(.object(["class_name": "InputLayer", "config": config, "name": name, "inbound_nodes": []]))
            return .array([name, 0, 0])
        }
        var entry = definition.entry
        entry["name"] = .string(definition.name)
        let isInput = definition.isInput
        entry["inbound_nodes"] = isInput ? [] : .array([try call.node(tensor)])
        let ends: [JSON] = inputs.map { [$0[key: "name"]!, 0, 0] }
        let own: JSON = [.string(definition.name), .integer(definition.firstNode), 0]
        let config: OrderedDictionary<String, JSON> = [
            "name": "call", "layers": .array(inputs + [.object(entry)]), "input_layers": .array(isInput ? [own] : ends),
            "output_layers": .array([own]),
        ]
        let blueprint = try Blueprint(
            configuration: .object(["class_name": "Functional", "config": .object(config)]), place: "model", context: context)
        let place = inputs.count
        layer = blueprint.network.layers[place]
        outputs = blueprint.shapes.results[place][0]
        weights = blueprint.shapes.weights[place]
        self.inputs = blueprint.shapes.inputs[place]
    }
}
