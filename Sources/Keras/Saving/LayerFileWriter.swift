import HDF5
import NeuralNetwork

/// Writes weights by layers as Keras 2 does: a group for each layer, whose attribute `weight_names` lists its datasets in the order
/// in which they are loaded.
struct LayerFileWriter {
    /// The most bytes that one attribute may have; what exceeds them goes into `name0`, `name1`, …, as in Keras.
    private static let mostBytes = 64512

    let network: Network
    let shapes: NetworkShapes
    let weights: [LayerTree<[Tensor]>]
    let version: String

    /// - Parameter group: the root of a file of weights, or `model_weights` of one of a whole model.
    func write(to group: GroupWriter) throws {
        // Keras doesn't list the input of a Sequential model.
        let layers = network.layers.indices.filter { !(network.isSequential && network.layers[$0].isInput) }
        try Self.set("layer_names", layers.map { network.layers[$0].name }, on: group)
        try group.setAttribute("backend", to: .string("tensorflow"))
        try group.setAttribute("keras_version", to: .string(version))
        for index in layers {
            let layer = network.layers[index]
            let slots = SavedWeights.slots(of: layer, shapes.weights[index])
            let own = try group.group(layer.name)
            let names = Self.names(of: slots, in: layer)
            try Self.set("weight_names", names, on: own)
            for (slot, name) in zip(slots, names) {
                let tensor = weights[index].leaf(at: slot.path[...])[slot.index]
                try tensor.withStoredElements { elements in
                    try own.write(elements, shape: tensor.shape, to: name)
                }
                try ScaleAttributes.write(tensor.notes?.quantization, of: name, in: own)
            }
        }
    }

    /// `layer/kernel:0`, `nested/layer/kernel:0`; each name once.
    private static func names(of slots: [SavedWeights.Slot], in layer: NetworkLayer) -> [String] {
        var taken: Set<String> = []
        return slots.map { slot in
            let base = (layer.names(along: slot.path[...]) + [slot.specification.name]).joined(separator: "/")
            var name = base + ":0"
            var number = 0
            while !taken.insert(name).inserted {
                number += 1
                name = "\(base)_\(number):0"
            }
            return name
        }
    }

    /// An array of strings, in as many attributes as it takes; of no strings an empty array of numbers, as Keras writes it.
    static func set(_ name: String, _ strings: [String], on group: GroupWriter) throws {
        guard !strings.isEmpty else { return try group.setAttribute(name, to: .numbers([])) }
        var count = 1
        var parts = [strings]
        while parts.contains(where: { $0.count * ($0.map(\.utf8.count).max() ?? 0) > mostBytes }), count < strings.count {
            count += 1
            // As numpy.array_split: the first parts are longer by one.
            let (length, longer) = strings.count.quotientAndRemainder(dividingBy: count)
            var start = 0
            parts = (0..<count).map { index in
                defer { start += length + (index < longer ? 1 : 0) }
                return Array(strings[start..<start + length + (index < longer ? 1 : 0)])
            }
        }
        guard parts.count > 1 else { return try group.setAttribute(name, to: .strings(strings)) }
        for (index, part) in parts.enumerated() { try group.setAttribute("\(name)\(index)", to: .strings(part)) }
    }
}

extension NetworkLayer {
    /// The names of the layers from this one down along a slot's path.
    fileprivate func names(along path: ArraySlice<Int>) -> [String] {
        guard let index = path.first, case .network(let network) = kind else { return [name] }
        return [name] + network.layers[index].names(along: path.dropFirst())
    }
}
