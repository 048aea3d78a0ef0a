import HDF5
import NeuralNetwork

/// Finds the weights of a network's layers among those that a file holds.
struct WeightBinding {
    let blueprint: Blueprint
    let group: Group
    let orientation: KernelOrientation
    /// What the file says of its version elsewhere.
    let fileVersion: KerasVersion

    private var network: Network { blueprint.network }
    /// That of the weights, which need not be the model's.
    private var file: String { group.filePath }

    /// The weights of each layer of the network.
    ///
    /// Layers are matched by name, or in their order where names differ, which is how Keras itself loads; those without weights
    /// count on neither side. Every weight of the file must have its place, and the other way round.
    func read() throws -> [LayerTree<[Tensor]>] {
        let saved = try SavedLayer.all(in: group).filter { !$0.weightNames.isEmpty }
        let weighted = network.layers.indices.filter { !isWithoutWeights($0) }
        var result = blueprint.shapes.weights.map { $0.map { _ in [Tensor]() } }
        for (index, layer) in try pair(weighted, saved) { result[index] = try weights(of: index, from: layer) }
        return result
    }

    /// The weights of the layers that the file names; what else it holds is left out.
    ///
    /// - Parameter base: what the other layers keep; nil when none may be left without.
    func readByName(onto base: [LayerTree<[Tensor]>]?) throws -> [LayerTree<[Tensor]>] {
        guard try OldestLayers.count(in: group) == nil else {
            throw KerasError.configuration(
                file: file, place: group.path, expected: "layers with names, to load by name",
                found: "layers that are only numbered (nb_layers); load them in order")
        }
        let saved = Dictionary(try SavedLayer.all(in: group).map { ($0.name, $0) }) { first, _ in first }
        return try network.layers.indices.map { index in
            let layer = network.layers[index]
            if let saved = saved[layer.name], !isWithoutWeights(index) || !saved.weightNames.isEmpty {
                return try weights(of: index, from: saved)
            }
            guard base != nil || isWithoutWeights(index) else {
                throw KerasError.weights(
                    file: file, layer: layer.name, place: group.path,
                    expected: "a layer of this name, for the model has no weights yet", found: "none")
            }
            return base?[index] ?? blueprint.shapes.weights[index].map { _ in [] }
        }
    }

    private func isWithoutWeights(_ index: Int) -> Bool {
        SavedWeights.slots(of: network.layers[index], blueprint.shapes.weights[index]).isEmpty
    }

    private func weights(of index: Int, from layer: SavedLayer) throws -> LayerTree<[Tensor]> {
        let (owner, needed) = (network.layers[index], blueprint.shapes.weights[index])
        let forms =
            try version < KerasVersion("2")
            ? WeightForm.choose(
                owner.legacyForms(needed, inputs: blueprint.shapes.inputs[index]), of: owner, shapes: try layer.shapes)
            : needed.map { WeightForm(asTaken: $0) }
        let slots = SavedWeights.slots(of: owner, forms.map(\.saved))
        try check(layer, slots, of: owner)
        var result = needed.map { _ in [Tensor]() }
        // Slots of one layer come in the order of its weights.
        for (position, slot) in slots.enumerated() {
            result.append(try layer.tensor(position, for: slot), at: slot.path[...])
        }
        // Keras 1's forms and turned kernels are computed, so that all elements are needed at once.
        if try orientation == .rotated || version < KerasVersion("2") {
            result = try result.map { try $0.map { try $0.loaded() } }
        }
        result = forms.joined(with: result) { $0.convert($1) }
        guard orientation == .rotated else { return result }
        return needed.joined(with: result) { specifications, tensors in
            zip(specifications, tensors).map { $1.turned(axes: $0.slidingAxes) }
        }
    }

    /// The version of Keras that wrote the weights: what their own group says, or else the file's.
    private var version: KerasVersion {
        get throws { try group.string(attribute: "keras_version").map { KerasVersion($0) } ?? fileVersion }
    }

    private func pair(_ weighted: [Int], _ saved: [SavedLayer]) throws -> [(Int, SavedLayer)] {
        let names = weighted.map { network.layers[$0].name }
        let byName = Dictionary(saved.map { ($0.name, $0) }) { first, _ in first }
        if byName.count == saved.count, Set(names) == Set(byName.keys) {
            return weighted.map { ($0, byName[network.layers[$0].name]!) }
        }
        guard weighted.count == saved.count else {
            let missing = names.first { byName[$0] == nil }
            let surplus = saved.first { !names.contains($0.name) }
            let layer = missing ?? surplus?.name ?? network.name
            throw KerasError.weights(
                file: file, layer: layer, place: group.path,
                expected: missing != nil ? "its weights" : "a layer that takes these weights",
                found: missing != nil
                    ? "weights of \(saved.count) layers for the model's \(weighted.count)"
                    : "none of that name among the model's \(weighted.count) layers with weights")
        }
        return Array(zip(weighted, saved))
    }

    private func check(_ saved: SavedLayer, _ slots: [SavedWeights.Slot], of layer: NetworkLayer) throws {
        let expected = slots.map { "\($0.specification.name) \(SavedLayer.text($0.specification.shape))" }.joined(separator: ", ")
        guard saved.weightNames.count == slots.count else {
            throw KerasError.weights(
                file: file, layer: layer.name, place: saved.group.path, expected: "\(slots.count) weight(s): \(expected)",
                found: "\(saved.weightNames.count): \(saved.weightNames.joined(separator: ", "))")
        }
        // Weights of a nested network that swapped places would pass by their shapes, so where their names are of the
        // kind that we know, the names must agree too.
        let known = Set(slots.map(\.specification.name))
        for (position, slot) in slots.enumerated() where known.contains(String(saved.baseName(position))) {
            let (found, name) = (saved.baseName(position), slot.specification.name)
            // Keras 3 calls the kernel of a depthwise convolution by the same name as any other.
            guard found == name || found == "kernel" && name == "depthwise_kernel" else {
                throw KerasError.weights(
                    file: file, layer: layer.name, place: saved.group.path,
                    expected: "weights in the order \(expected)", found: saved.weightNames.joined(separator: ", "))
            }
        }
    }
}
