import HDF5
import NeuralNetwork

/// One layer's group among the saved weights: the datasets that its attribute `weight_names` names, in that order.
///
/// The names are never built: scopes, slashes and counters of TensorFlow make them what they are.
struct SavedLayer {
    let name: String
    let group: Group
    let weightNames: [String]

    /// All layers of the group of weights, in the order of its attribute `layer_names`.
    static func all(in weights: Group) throws -> [SavedLayer] {
        guard let names = try weights.splitStrings(attribute: "layer_names") else {
            if let oldest = try OldestLayers.all(in: weights) { return oldest }
            throw KerasError.configuration(
                file: weights.filePath, place: weights.path, expected: "the attribute layer_names", found: "none of that name")
        }
        return try names.map { name in
            try weights.refuseLinks(on: name, layer: name)
            let group = try weights.group(name)
            guard let weightNames = try group.splitStrings(attribute: "weight_names") else {
                throw KerasError.configuration(
                    file: weights.filePath, place: group.path, expected: "the attribute weight_names", found: "none of that name")
            }
            return SavedLayer(name: name, group: group, weightNames: weightNames)
        }
    }

    /// The tensor of one weight, checked against what the layer needs; a large one stays in the file until it is asked for.
    func tensor(_ index: Int, for slot: SavedWeights.Slot) throws -> Tensor {
        let specification = slot.specification
        try group.refuseLinks(on: weightNames[index], layer: name)
        let dataset = try group.dataset(weightNames[index])
        guard specification.admits(dataset.shape) else {
            throw KerasError.weights(
                file: dataset.filePath, layer: name, place: dataset.path,
                expected: "\(specification.name) of shape \(Self.text(specification.shape))", found: Self.text(dataset.shape))
        }
        guard dataset.elementType.isNumeric else {
            throw KerasError.weights(
                file: dataset.filePath, layer: name, place: dataset.path, expected: "numbers", found: "\(dataset.elementType)")
        }
        return try Tensor(of: dataset, layer: name)
    }

    /// The shapes of all weights, in the order of the file.
    var shapes: [[Int]] {
        get throws { try weightNames.map { try group.dataset($0).shape } }
    }

    /// The base of a weight's name: `kernel` of `conv2d_1_1/kernel:0`.
    func baseName(_ index: Int) -> Substring {
        let last = weightNames[index].split(separator: "/").last ?? ""
        return last.prefix { $0 != ":" }
    }

    static func text(_ shape: [Int]) -> String { Shape(shape.map(Optional.some)).pythonText }
}

extension Group {
    /// Refuses soft links on a way down: no Keras writes them, and weights that stand elsewhere are not what they seem.
    fileprivate func refuseLinks(on path: String, layer: String) throws {
        var prefix = ""
        for step in path.split(separator: "/") {
            prefix += prefix.isEmpty ? String(step) : "/\(step)"
            guard case .softLink(let target)? = try kind(of: prefix) else { continue }
            throw KerasError.weights(
                file: filePath, layer: layer, place: "\(self.path == "/" ? "" : self.path)/\(prefix)",
                expected: "a group or dataset of its own", found: "a soft link to \(target)")
        }
    }

    /// The strings of an attribute, or of `name0`, `name1`, …, into which Keras splits what exceeds HDF5's 64 kB.
    func splitStrings(attribute name: String) throws(HDF5Error) -> [String]? {
        if let strings = try strings(attribute: name) { return strings }
        guard var strings = try strings(attribute: name + "0") else { return nil }
        var part = 1
        while let more = try self.strings(attribute: name + "\(part)") {
            strings += more
            part += 1
        }
        return strings
    }
}
