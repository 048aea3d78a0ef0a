import OrderedCollections

/// Writes the calls between inputs and outputs as the configuration that tf.keras writes of them in HDF5.
struct FunctionalWriter {
    let graph: CallGraph
    let inputs: [KerasTensor]
    let outputs: [KerasTensor]
    /// Whose reader will read it.
    let version: KerasVersion

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
            "output_layers": .array(outputs.map(end)),
        ]
        return .object(["class_name": "Functional", "config": .object(config)])
    }

    /// An output, where Keras 3 counts the calls of a Sequential from 0.
    private func end(_ tensor: KerasTensor) -> JSON {
        guard version.major >= 3, tensor.definition.className == "Sequential" else { return place(tensor) }
        let number = graph.number(of: tensor) - tensor.definition.firstNode
        return [.string(tensor.definition.name), .integer(number), .integer(tensor.index)]
    }

    private func place(_ tensor: KerasTensor) -> JSON {
        [.string(tensor.definition.name), .integer(graph.number(of: tensor)), .integer(tensor.index)]
    }
}
