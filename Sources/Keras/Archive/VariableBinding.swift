import HDF5
import NeuralNetwork

/// Finds the variables of a network's layers among the groups of a `.keras` archive or a `.weights.h5` file.
///
/// Groups carry the names of classes, numbered in the order of the layers, so that of each class the first layer with weights takes
/// the first group with variables, and so on; the numbers themselves count layers without weights too, and some versions count
/// them twice. Where the groups tell the names of the layers, those decide.
struct VariableBinding {
    let version: KerasVersion

    /// The weights of each layer of `network`, in the order of its specifications.
    ///
    /// - Parameter path: the names of the networks around this one, for errors.
    func read(
        _ network: Network, _ trees: [LayerTree<[WeightSpecification]>], from group: VariableGroup, path: [String] = []
    ) throws -> [LayerTree<[Tensor]>] {
        var result = trees.map { $0.map { _ in [Tensor]() } }
        let weighted = network.layers.indices.filter { !trees[$0].isWithoutWeights }
        guard let container = try container(of: group) else {
            guard let first = weighted.first else { return result }
            throw missing(network.layers[first], path, in: group, found: try group.childNames)
        }
        var bases: [String] = []
        var layersByBase: [String: [Int]] = [:]
        for index in weighted {
            let base = VariableNames.snakeCase(network.layers[index].variableClass, countsDigitsAsWord: version.major < 3)
            if layersByBase[base] == nil { bases.append(base) }
            layersByBase[base, default: []].append(index)
        }
        var left = try Set(groupsWithVariables(in: container))
        for base in bases {
            let indices = layersByBase[base] ?? []
            let numbered = left.compactMap { name in VariableNames.number(of: name, base: base).map { (number: $0, name: name) } }
                .sorted { $0.number < $1.number }
            let groups = try numbered.map { try container.child($0.name)! }
            guard groups.count == indices.count else {
                let layer = network.layers[indices[min(groups.count, indices.count - 1)]]
                throw KerasError.weights(
                    file: container.file, layer: (path + [layer.name]).joined(separator: "/"), place: container.place,
                    expected: "\(indices.count) group(s) of variables for the layers of class \(layer.className): "
                        + "\(base), \(base)_1, …",
                    found: "\(groups.count)")
            }
            left.subtract(numbered.map(\.name))
            for (index, group) in zip(indices, try order(groups, as: indices.map { network.layers[$0].name })) {
                result[index] = try read(network.layers[index], trees[index], from: group, path: path)
            }
        }
        if let surplus = left.sorted().first {
            throw KerasError.weights(
                file: container.file, layer: (path + [surplus]).joined(separator: "/"), place: "\(container.place)/\(surplus)",
                expected: "a layer that takes these variables",
                found: "none of its class among the model's \(weighted.count) layers with weights")
        }
        return result
    }

    private func read(
        _ layer: NetworkLayer, _ tree: LayerTree<[WeightSpecification]>, from group: VariableGroup, path: [String]
    ) throws -> LayerTree<[Tensor]> {
        switch (layer.kind, tree) {
        case (.network(let network), .network(let trees)):
            return .network(try read(network, trees, from: group, path: path + [layer.name]))
        case (_, .layer(let specifications)):
            let name = (path + [layer.name]).joined(separator: "/")
            let variables = try variables(of: group)
            guard variables.count == specifications.count else {
                let expected = specifications.map { "\($0.name) \(SavedLayer.text($0.shape))" }.joined(separator: ", ")
                throw KerasError.weights(
                    file: group.file, layer: name, place: group.place,
                    expected: "\(specifications.count) variable(s): \(expected)",
                    found: "\(variables.count): \(variables.map { SavedLayer.text($0.dataset.shape) }.joined(separator: ", "))")
            }
            return .layer(try zip(variables, specifications).map { try $0.tensor(for: $1, of: name) })
        default: preconditionFailure("layer \"\(layer.name)\" has the weights of a network: \(tree)")
        }
    }

    /// The layers of a network: `layers`, and in tf.keras 2.12 and 2.13 another attribute that came before it in the alphabet.
    private func container(of group: VariableGroup) throws -> VariableGroup? {
        for name in ["layers", "_layer_checkpoint_dependencies"] {
            if let container = try group.child(name), try !groupsWithVariables(in: container).isEmpty { return container }
        }
        return try group.child("layers") ?? group.child("_layer_checkpoint_dependencies")
    }

    private func groupsWithVariables(in container: VariableGroup) throws -> [String] {
        try container.childNames.filter { try container.child($0).map { try hasVariables($0) } ?? false }
    }

    private func hasVariables(_ group: VariableGroup) throws -> Bool {
        if try !group.ownVariables.isEmpty { return true }
        return try group.childNames.contains { name in
            try !VariableNames.ofRandomNumbers.contains(name) && group.child(name).map { try hasVariables($0) } ?? false
        }
    }

    /// A layer's own variables and then those of the layers inside it.
    private func variables(of group: VariableGroup) throws -> [Variable] {
        var variables = try group.ownVariables
        for name in VariableNames.ordered(try group.childNames) where !VariableNames.ofRandomNumbers.contains(name) {
            if let child = try group.child(name) { variables += try self.variables(of: child) }
        }
        return variables
    }

    /// The groups in the order of the layers: by the names they tell, if these are the layers', or else as they are numbered.
    private func order(_ groups: [VariableGroup], as names: [String]) throws -> [VariableGroup] {
        let saved = try groups.map { try $0.savedName }
        guard Set(names).count == names.count, Set(saved) == Set(names.map(Optional.some)) else { return groups }
        let byName = Dictionary(zip(saved, groups)) { first, _ in first }
        return names.map { byName[$0]! }
    }

    private func missing(_ layer: NetworkLayer, _ path: [String], in group: VariableGroup, found: [String]) -> KerasError {
        .weights(
            file: group.file, layer: (path + [layer.name]).joined(separator: "/"), place: "\(group.place)/layers",
            expected: "the variables of the layers", found: found.isEmpty ? "nothing" : found.prefix(8).joined(separator: ", "))
    }
}

extension NetworkLayer {
    /// The class that Keras gives a layer of this kind: a functional model is a `Functional`, whatever older files call it.
    var variableClass: String { className == "Model" ? "Functional" : className }
}

extension LayerTree where Leaf == [WeightSpecification] {
    var isWithoutWeights: Bool {
        switch self {
        case .layer(let specifications): specifications.isEmpty
        case .network(let trees): trees.allSatisfy(\.isWithoutWeights)
        }
    }
}
