import HDF5
import NeuralNetwork

/// A model in a file: HDF5 as `model.save("….h5")` writes it, an archive as `model.save("….keras")` does, or the text of
/// `model.to_json()` alone. The content decides, not the name.
public struct ModelFile: Sendable {
    private enum Content: Sendable {
        case layers(Group)
        case archive(KerasArchive)
        case configuration
    }

    let blueprint: Blueprint
    private let content: Content

    /// The root of a file that holds weights by layers.
    var layers: Group? {
        if case .layers(let root) = content { root } else { nil }
    }

    var archive: KerasArchive? {
        if case .archive(let archive) = content { archive } else { nil }
    }

    /// What the model at `path` is, from its configuration alone: names and shapes of inputs and outputs, and the table of layers.
    ///
    /// - Throws: `HDF5Error` for what is no HDF5 file, `KerasError` for a model that can't be used, with the layer and its place.
    public static func architecture(_ path: String, lambdas: [LambdaFunction] = []) throws -> ModelDescription {
        try ModelFile(path, lambdas: lambdas).blueprint.description
    }

    init(_ path: String, lambdas: [LambdaFunction]) throws {
        if FileBytes.isArchive(path) {
            try self.init(archive: KerasArchive(reading: path), path, lambdas)
        } else if let configuration = try ConfigurationText.read(path) {
            try self.init(text: configuration, path, lambdas)
        } else {
            try self.init(root: Self.root(path), path, lambdas)
        }
    }

    private static func root(_ path: String) throws -> Group {
        do {
            return try HDF5File(reading: path).root
        } catch {
            guard case .unreadable(_, .notHDF5(let kind)) = error else { throw error }
            throw KerasError.notAModel(file: path, found: kind ?? "a file that is neither HDF5 nor an archive nor JSON")
        }
    }

    private init(archive: KerasArchive, _ path: String, _ lambdas: [LambdaFunction]) throws {
        let context = ReadingContext(path: path, version: archive.version, lambdas: lambdas)
        blueprint = try Blueprint(configuration: archive.configuration, place: archive.configurationPlace, context: context)
        content = .archive(archive)
    }

    private init(text: String, _ path: String, _ lambdas: [LambdaFunction]) throws {
        let version = try ConfigurationText.version(of: text, path)
        blueprint = try Blueprint(
            configuration: text, place: "text", context: ReadingContext(path: path, version: version, lambdas: lambdas))
        content = .configuration
    }

    private init(root: Group, _ path: String, _ lambdas: [LambdaFunction]) throws {
        guard let configuration = try root.string(attribute: "model_config") else {
            throw KerasError.notAModel(file: path, found: try Self.content(of: root))
        }
        let weights = root.contains("model_weights") ? try root.group("model_weights") : nil
        let version = try root.string(attribute: "keras_version") ?? weights?.string(attribute: "keras_version")
        let context = ReadingContext(path: path, version: version.map { KerasVersion($0) } ?? .unrecorded, lambdas: lambdas)
        blueprint = try Blueprint(configuration: configuration, place: "model_config", context: context)
        content = .layers(root)
    }

    /// Reads all weights into memory.
    func weights(_ orientation: KernelOrientation) throws -> [LayerTree<[Tensor]>] {
        switch content {
        case .layers(let root):
            guard root.contains("model_weights") else {
                throw KerasError.notAModel(
                    file: blueprint.context.path, found: "a configuration without the group model_weights")
            }
            return try WeightBinding(
                blueprint: blueprint, group: root.group("model_weights"), orientation: orientation,
                fileVersion: blueprint.context.version
            ).read()
        case .archive(let archive):
            return try VariableBinding().read(
                blueprint.network, blueprint.shapes.weights, from: archive.variables())
        case .configuration:
            throw KerasError.notAModel(
                file: blueprint.context.path, found: "a configuration alone; give the file of its weights beside it")
        }
    }

    /// What a file without model_config is.
    private static func content(of root: Group) throws -> String {
        let advice = "name the model itself, if only as text of model.to_json(), and this file as its weights"
        if try root.splitStrings(attribute: "layer_names") != nil { return "weights alone (attribute layer_names); \(advice)" }
        let names = try root.names
        if names.contains("layers") { return "weights alone (group layers); \(advice)" }
        return names.isEmpty ? "an empty file" : "another HDF5 file with \(names.prefix(8).joined(separator: ", "))"
    }
}
