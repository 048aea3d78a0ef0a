import Foundation
import HDF5
import NeuralNetwork
import OrderedCollections

/// Writes a model to files of each format.
struct ModelFileWriter {
    private let blueprint: Blueprint
    private let weights: [LayerTree<[Tensor]>]
    private let origin: ModelFile?
    private let training: CompilationWriter?

    /// - Parameter training: how the model is compiled; nil for what its own file says.
    init(_ model: Model, _ training: CompilationWriter? = nil) {
        self.training = training
        blueprint = model.blueprint
        weights = model.weights
        origin = model.origin
    }

    /// Models of Keras 1 are written in the form of Keras 2.
    private var version: String { blueprint.context.version.major < 2 ? "2.2.4" : blueprint.context.version.description }

    private var layers: LayerFileWriter {
        LayerFileWriter(network: blueprint.network, shapes: blueprint.shapes, weights: weights, version: version)
    }

    /// The configuration, read again before anything is written: a model that its file didn't describe would be lost. With what
    /// reading it gave.
    private func configuration(
        of network: Network, _ form: LayerForm, for path: String
    ) throws -> (value: JSON, description: ModelDescription) {
        let value = ConfigurationWriter(form: form).model(network, shapes: blueprint.shapes)
        let context = ReadingContext(path: path, version: KerasVersion(version), lambdas: blueprint.context.lambdas)
        let copy = try Blueprint(configuration: value.description, place: "model_config", context: context)
        let (own, other) = (blueprint.description, copy.description)
        guard other.inputs.map(\.shape) == own.inputs.map(\.shape), other.outputs.map(\.shape) == own.outputs.map(\.shape),
            copy.description.summary.totalParameters == blueprint.description.summary.totalParameters
        else {
            throw KerasError.saving(
                file: path,
                expected: "a model whose layers later versions of Keras have in the same form, which one of these isn't")
        }
        return (value, copy.description)
    }

    func writeHDF5(_ path: String) throws {
        let configuration = try configuration(of: blueprint.network, .plain, for: path).value
        let file = try HDF5File.create(path, keepsOrder: false)
        try file.root.setAttribute("keras_version", to: .string(version))
        try file.root.setAttribute("backend", to: .string("tensorflow"))
        try file.root.setAttribute("model_config", to: .string(configuration.description))
        try layers.write(to: file.root.group("model_weights"))
        if let training {
            try training.writeLayers(to: file.root)
        } else {
            try origin?.copyTraining(to: file.root)
        }
        try origin?.recordedAnswer()?.write(to: file.root, for: blueprint.description)
        try file.commit()
    }

    func writeLayers(_ path: String) throws {
        let file = try HDF5File.create(path, keepsOrder: false)
        try layers.write(to: file.root)
        try file.commit()
    }

    func writeVariables(_ path: String) throws { try writeVariables(path, nil) }

    private func writeVariables(_ path: String, _ training: CompilationWriter?) throws {
        let file = try HDF5File.create(path, keepsOrder: false)
        try VariableWriter().write(
            blueprint.network.withoutSlashes, blueprint.shapes.weights, weights, to: file.root)
        try training?.writeVariables(to: file.root)
        try file.commit()
    }

    func writeArchive(_ path: String) throws {
        let (configuration, description) = try configuration(of: blueprint.network.withoutSlashes, .withModules, for: path)
        guard var members = configuration.object else {
            preconditionFailure("the configuration that was written is no object: \(configuration.excerpt)")
        }
        members["compile_config"] = try training?.compileConfiguration ?? origin?.compilation()
        let archive = try ZipWriter(creating: path)
        let date = DateFormatter()
        date.locale = Locale(identifier: "en_US_POSIX")
        date.dateFormat = "yyyy-MM-dd@HH:mm:ss"
        let metadata = JSON.object([
            "keras_version": .string(version), "date_saved": .string(date.string(from: Date())),
        ])
        try archive.add("metadata.json", Array(metadata.description.utf8))
        try archive.add("config.json", Array(JSON.object(members).description.utf8))
        try archive.add("model.weights.h5") { try writeVariables($0, training) }
        if let answer = try origin?.recordedAnswer() {
            try ModelFile.add(answer, to: archive, for: description)
        }
        try archive.commit()
    }
}
