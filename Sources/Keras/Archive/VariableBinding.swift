import HDF5
import NeuralNetwork

/// Finds the variables of a network's layers among the groups of a `.keras` archive or a `.weights.h5` file.
///
/// Groups carry the names of classes, numbered in the order of the layers, so that of each class the first layer with weights takes
/// the first group with variables, and so on; the numbers themselves count layers without weights too, and some versions count
/// them twice. Where the groups tell the names of the layers, those decide.
struct VariableBinding {
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
            let base = VariableNames.snakeCase(network.layers[index].variableClass)
            if layersByBase[base] == nil { bases.append(base) }
            layersByBase[base, default: []].append(index)
        }
        var left = try Set(groupsWithVariables(in: container))
        for base in bases {
            let indices = layersByBase[base] ?? []
            let spellings = VariableNames.spellings(network.layers[indices[0]].variableClass)
            let numbered = left.compactMap { name in
                VariableNames.number(of: name, bases: spellings).map { (number: $0, name: name) }
            }.sorted { $0.number < $1.number }
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
        case (.layer(let holder as any HoldingLayer), .layer(let specifications)):
            return .layer(try read(holder, layer, specifications, from: group, path: path))
        case (.layer(let kind), .layer(let specifications)):
            let name = (path + [layer.name]).joined(separator: "/")
            let cells = (kind as? any RecurrentLayer)?.cells.map(\.className) ?? []
            let variables = try variables(of: group, cells: cells)
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

    /// The weights of a layer that holds others, in its own order.
    private func read(
        _ holder: any HoldingLayer, _ layer: NetworkLayer, _ specifications: [WeightSpecification], from group: VariableGroup,
        path: [String]
    ) throws -> [Tensor] {
        let needed = HeldWeights(specifications, of: holder)
        // Keras 3 counts the kernel that SpectralNormalization normalises among that layer's variables once more, before its own.
        let name = (path + [layer.name]).joined(separator: "/")
        let own = try group.ownVariables.suffix(holder is SpectralNormalizationLayer ? needed.own.count : .max)
        guard own.count == needed.own.count else {
            throw KerasError.weights(
                file: group.file, layer: name, place: group.place, expected: "\(needed.own.count) variable(s) of its own",
                found: "\(own.count)")
        }
        let parts = try zip(holder.parts, needed.parts).map { part, tree in
            if tree.isWithoutWeights { return tree.map { _ in [Tensor]() } }
            guard let child = try group.child(part.group) ?? group.child("_" + part.group) else {
                throw KerasError.weights(
                    file: group.file, layer: name, place: group.place, expected: "a group \(part.group)",
                    found: try group.childNames.joined(separator: ", "))
            }
            return try read(part.layer, tree, from: child, path: path + [layer.name])
        }
        return HeldWeights(own: try zip(own, needed.own).map { try $0.tensor(for: $1, of: name) }, parts: parts)
            .joined(as: specifications)
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
    ///
    /// - Parameter cells: the classes of a recurrent layer's cells; their groups are named after these.
    private func variables(of group: VariableGroup, cells: [String]) throws -> [SavedVariable] {
        var variables = try group.ownVariables
        for name in VariableNames.ordered(try group.childNames) where !VariableNames.ofRandomNumbers.contains(name) {
            guard let child = try group.child(name) else { continue }
            guard name == "cells", cells.count > 1 else {
                variables += try self.variables(of: child, cells: cells)
                continue
            }
            for name in try cellGroups(child.childNames, cells) {
                if let cell = try child.child(name) { variables += try self.variables(of: cell, cells: []) }
            }
        }
        return variables
    }

    /// The groups of cells, in the order of the cells: those of each class as they are numbered.
    private func cellGroups(_ names: [String], _ cells: [String]) throws -> [String] {
        var left = names
        return cells.compactMap { cell in
            let base = VariableNames.snakeCase(cell)
            let numbered = left.compactMap { name in VariableNames.number(of: name, base: base).map { ($0, name) } }
            guard let first = numbered.min(by: { $0.0 < $1.0 }) else { return nil }
            left.removeAll { $0 == first.1 }
            return first.1
        }
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
