import HDF5
import NeuralNetwork

/// Writes weights as the variables of Keras 3: groups named after classes, in which the datasets are numbered.
struct VariableWriter {
    /// - Parameters:
    ///   - needed: what the layers ask for.
    ///   - group: the group of the network itself.
    func write(
        _ network: Network, _ needed: [LayerTree<[WeightSpecification]>], _ weights: [LayerTree<[Tensor]>], to group: GroupWriter
    ) throws {
        // tf.keras looks for it, though a functional model has no variables of its own.
        try group.group("vars").setAttribute("name", to: .string(network.name))
        let container = try group.group("layers")
        var counts: [String: Int] = [:]
        for (index, layer) in network.layers.enumerated() where layer.operation == nil {
            let base = VariableNames.snakeCase(layer.variableClass)
            let number = counts[base, default: 0]
            counts[base] = number + 1
            if network.isSequential, layer.isInput { continue }
            if case .layer = needed[index], needed[index].isWithoutWeights { continue }
            try write(layer, needed[index], weights[index], to: container.group(number == 0 ? base : "\(base)_\(number)"))
        }
    }

    private func write(
        _ layer: NetworkLayer, _ needed: LayerTree<[WeightSpecification]>, _ weights: LayerTree<[Tensor]>, to group: GroupWriter
    ) throws {
        switch (layer.kind, needed, weights) {
        case (.network(let network), .network(let needed), .network(let weights)):
            try write(network, needed, weights, to: group)
        case (.layer(let holder as any HoldingLayer), .layer(let specifications), .layer(let tensors)):
            let (inner, held) = (HeldWeights(specifications, of: holder), HeldWeights(tensors, specifications, of: holder))
            // Keras 3 has the kernel that is normalised here once more.
            let repeated = holder is SpectralNormalizationLayer ? tensors.prefix(1) : []
            if !held.own.isEmpty { try write(repeated + held.own, of: layer, to: group.group("vars")) }
            for (index, part) in holder.parts.enumerated() where !inner.parts[index].isWithoutWeights {
                try write(part.layer, inner.parts[index], held.parts[index], to: group.group(part.group))
            }
        case (.layer(let kind), .layer, .layer(let tensors)):
            var rest = tensors[...]
            for (place, count) in VariablePlaces.places(of: kind, count: tensors.count) {
                try write(rest.prefix(count), of: layer, to: group.group(place.isEmpty ? "vars" : "\(place)/vars"))
                rest = rest.dropFirst(count)
            }
        default: preconditionFailure("layer \"\(layer.name)\" has weights of another kind: \(weights)")
        }
    }

    private func write(_ tensors: ArraySlice<Tensor>, of layer: NetworkLayer, to group: GroupWriter) throws {
        try group.setAttribute("name", to: .string(layer.name))
        for (index, tensor) in tensors.enumerated() {
            try tensor.withStoredElements { elements in
                try group.write(elements, shape: tensor.shape, to: "\(index)")
            }
            try ScaleAttributes.write(tensor.notes?.quantization, of: "\(index)", in: group)
        }
    }
}
