import OrderedCollections

/// Writes the calls between inputs and outputs as the configuration that tf.keras writes of them in HDF5.
struct FunctionalWriter {
    let graph: CallGraph
    let inputs: [KerasTensor]
    let outputs: [KerasTensor]

    func configuration(name: String) -> JSON {
        let layers = graph.layers.map { definition -> JSON in
            var entry = definition.entry
            entry["name"] = .string(definition.name)
            // The call of an input is its own making.
            let calls = definition.isInput ? [] : graph.calls(of: definition)
            entry["inbound_nodes"] = .array(calls.map { $0.node(place) })
            return .object(entry)
        }
        let config: OrderedDictionary<String, JSON> = [
            "name": .string(name), "trainable": true, "layers": .array(layers), "input_layers": .array(inputs.map(place)),
            "output_layers": .array(outputs.map(place)),
        ]
        return .object(["class_name": "Functional", "config": .object(config)])
    }

    private func place(_ tensor: KerasTensor) -> JSON {
        [.string(tensor.definition.name), .integer(graph.number(of: tensor)), .integer(tensor.index)]
    }
}
