import HDF5
import NeuralNetwork

/// Writes weights as the variables of Keras 3: groups named after classes, in which the datasets are numbered.
struct VariableWriter {
    let version: KerasVersion

    /// - Parameter group: the group of the network itself.
    func write(_ network: Network, _ weights: [LayerTree<[Tensor]>], to group: GroupWriter) throws {
        // tf.keras looks for it, though a functional model has no variables of its own.
        try group.group("vars").setAttribute("name", to: .string(network.name))
        let container = try group.group("layers")
        var counts: [String: Int] = [:]
        for (layer, tree) in zip(network.layers, weights) where layer.operation == nil {
            // All names that are written are spelled alike by both generations.
            let base = VariableNames.snakeCase(layer.variableClass, countsDigitsAsWord: version.major < 3)
            let number = counts[base, default: 0]
            counts[base] = number + 1
            if network.isSequential, layer.isInput { continue }
            let name = number == 0 ? base : "\(base)_\(number)"
            switch (layer.kind, tree) {
            case (.network(let nested), .network(let trees)): try write(nested, trees, to: container.group(name))
            case (_, .layer(let tensors)):
                guard !tensors.isEmpty else { continue }
                var rest = tensors[...]
                for (place, count) in VariablePlaces.places(of: layer, count: tensors.count) {
                    let own = try container.group(place.isEmpty ? "\(name)/vars" : "\(name)/\(place)/vars")
                    try own.setAttribute("name", to: .string(layer.name))
                    for (index, tensor) in rest.prefix(count).enumerated() {
                        try tensor.withStoredElements { elements in
                            try own.write(elements, shape: tensor.shape, to: "\(index)")
                        }
                    }
                    rest = rest.dropFirst(count)
                }
            default: preconditionFailure("layer \"\(layer.name)\" has weights of another kind: \(tree)")
            }
        }
    }
}
