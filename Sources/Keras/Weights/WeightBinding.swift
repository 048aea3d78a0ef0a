import HDF5
import NeuralNetwork

/// Finds the weights of a network's layers among those that a file holds.
struct WeightBinding {
    let blueprint: Blueprint
    let group: Group
    let orientation: KernelOrientation

    private var network: Network { blueprint.network }
    private var file: String { blueprint.context.path }

    /// The weights of each layer of the network.
    ///
    /// Layers are matched by name, or in their order where names differ, which is how Keras itself loads; those without weights
    /// count on neither side. Every weight of the file must have its place, and the other way round.
    func read() throws -> [LayerTree<[Tensor]>] {
        let saved = try SavedLayer.all(in: group).filter { !$0.weightNames.isEmpty }
        let needed = network.layers.indices.map { SavedWeights.slots(of: network.layers[$0], blueprint.shapes.weights[$0]) }
        let weighted = network.layers.indices.filter { !needed[$0].isEmpty }
        let pairs = try pair(weighted, saved)
        var result = blueprint.shapes.weights.map { $0.map { _ in [Tensor]() } }
        for (index, layer) in pairs {
            let slots = needed[index]
            try check(layer, slots, of: network.layers[index])
            // Slots of one layer come in the order of its weights.
            for (position, slot) in slots.enumerated() {
                let tensor = try layer.tensor(position, for: slot, orientation: orientation)
                result[index].append(tensor, at: slot.path[...])
            }
        }
        return result
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
            guard saved.baseName(position) == slot.specification.name else {
                throw KerasError.weights(
                    file: file, layer: layer.name, place: saved.group.path,
                    expected: "weights in the order \(expected)", found: saved.weightNames.joined(separator: ", "))
            }
        }
    }
}
