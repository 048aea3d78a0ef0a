import HDF5
import NeuralNetwork

/// A file that weights are taken from for a model whose configuration stands elsewhere: `model.save_weights()` of any version of Keras,
/// or a whole model's file, of which only the weights are read then.
struct WeightsFile {
    private enum Content {
        /// A group for each layer, as Keras 1 and 2 write them.
        case layers(Group)
        /// Groups named after classes, as Keras 3 writes them.
        case variables(VariableGroup)
    }

    private let path: String
    private let content: Content

    init(_ path: String, evenIfMarkedOpen: Bool) throws {
        self.path = path
        if FileBytes.isArchive(path) {
            content = .variables(try KerasArchive(reading: path).variables())
        } else if let text = try ConfigurationText.read(path) {
            content = .variables(try Self.shards(text, path))
        } else {
            content = try Self.content(of: HDF5File(reading: path, evenIfMarkedOpen: evenIfMarkedOpen).root, path)
        }
    }

    /// The weights of a model's layers.
    ///
    /// - Parameters:
    ///   - byName: takes for each layer what the file holds under its name, and leaves the rest.
    ///   - base: what layers keep that the file doesn't name; nil when every layer must be named.
    func read(
        _ blueprint: Blueprint, kernels: KernelOrientation, byName: Bool, base: [LayerTree<[Tensor]>]?
    ) throws -> [LayerTree<[Tensor]>] {
        switch content {
        case .layers(let group):
            let binding = WeightBinding(blueprint: blueprint, group: group, orientation: kernels, fileVersion: .unrecorded)
            return try byName ? binding.readByName(onto: base) : binding.read()
        case .variables(let group):
            guard !byName else {
                throw KerasError.weights(
                    file: path, layer: blueprint.network.name, place: "/", expected: "weights by layers, to be matched by name",
                    found: "variables by classes, which have an order alone")
            }
            return try VariableBinding().read(
                blueprint.network, blueprint.shapes.weights, from: group)
        }
    }

    private static func content(of root: Group, _ path: String) throws -> Content {
        if try root.splitStrings(attribute: "layer_names") != nil { return .layers(root) }
        if root.contains("model_weights") { return .layers(try root.group("model_weights")) }
        if root.contains("layers") || root.contains("_layer_checkpoint_dependencies") {
            return .variables(VariableGroup(root: root))
        }
        let names = try root.names
        throw KerasError.weights(
            file: path, layer: "all", place: "/", expected: "weights that Keras saved (attribute layer_names, or a group layers)",
            found: names.isEmpty ? "an empty file" : names.prefix(8).joined(separator: ", "))
    }

    /// Weights in several files, which a text beside them lists.
    private static func shards(_ text: String, _ path: String) throws -> VariableGroup {
        let map = try JSONParser.parse(text, file: path, place: "text")
        let folder = path.contains("/") ? String(path.prefix(through: path.lastIndex(of: "/")!)) : ""
        return try VariableGroup(shards: map, file: path, place: "text") { try HDF5File(reading: folder + $0).root }
    }
}
