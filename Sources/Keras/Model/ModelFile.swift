import HDF5
import NeuralNetwork

/// A model in an HDF5 file, as `model.save("….h5")` of Keras writes it.
public struct ModelFile: Sendable {
    let blueprint: Blueprint
    private let root: Group

    /// What the model at `path` is, from its configuration alone: names and shapes of inputs and outputs, and the table of layers.
    ///
    /// - Throws: `HDF5Error` for what is no HDF5 file, `KerasError` for a model that can't be used, with the layer and its place.
    public static func architecture(_ path: String, lambdas: [LambdaFunction] = []) throws -> ModelDescription {
        try ModelFile(path, lambdas: lambdas).blueprint.description
    }

    init(_ path: String, lambdas: [LambdaFunction]) throws {
        root = try HDF5File(reading: path).root
        guard let configuration = try root.string(attribute: "model_config") else {
            throw KerasError.notAModel(file: path, found: try Self.content(of: root))
        }
        let weights = root.contains("model_weights") ? try root.group("model_weights") : nil
        let version = try root.string(attribute: "keras_version") ?? weights?.string(attribute: "keras_version")
        let context = ReadingContext(path: path, version: version.map { KerasVersion($0) } ?? .unrecorded, lambdas: lambdas)
        blueprint = try Blueprint(configuration: configuration, place: "model_config", context: context)
    }

    /// Reads all weights into memory.
    func weights(_ orientation: KernelOrientation) throws -> [LayerTree<[Tensor]>] {
        guard root.contains("model_weights") else {
            throw KerasError.notAModel(file: blueprint.context.path, found: "a configuration without the group model_weights")
        }
        return try WeightBinding(blueprint: blueprint, group: root.group("model_weights"), orientation: orientation).read()
    }

    /// What a file without model_config is.
    private static func content(of root: Group) throws -> String {
        if try root.splitStrings(attribute: "layer_names") != nil { return "weights alone (attribute layer_names)" }
        let names = try root.names
        return names.isEmpty ? "an empty file" : "another HDF5 file with \(names.prefix(8).joined(separator: ", "))"
    }
}
