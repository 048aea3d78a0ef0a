import HDF5
public import NeuralNetwork
import OrderedCollections
import Training

extension Model {
    /// How the model was compiled when its file was saved, with the state of its optimizer; nil where it wasn't, or doesn't come from a
    /// whole model's file.
    ///
    /// Parts of it may be changed before `compile` goes on from there:
    ///
    /// ```swift
    /// var saved = try model.savedCompilation()!
    /// saved.metrics = [["accuracy"]]
    /// let training = try model.compile(saved)
    /// ```
    ///
    /// - Throws: `KerasError.configuration` for what isn't known here, as a loss of the user's own: the model itself stays usable, and may
    ///   be compiled anew.
    public func savedCompilation() throws -> Compilation? {
        try origin?.savedCompilation(outputs: outputs.map(\.name))
    }

    /// Goes on as the model was compiled when it was saved, where its training was: as Keras' `load_model`, which compiles.
    ///
    /// - Throws: `KerasError.configuration` where the file doesn't tell, and as ``savedCompilation()``.
    public func compiledAsSaved(options: PlanOptions = PlanOptions()) throws -> CompiledModel {
        guard let saved = try savedCompilation() else {
            throw KerasError.configuration(
                file: blueprint.context.path, place: "training_config", expected: "how the model was compiled",
                found: "none; compile it")
        }
        return try compile(saved, options: options)
    }
}

extension ModelFile {
    fileprivate func savedCompilation(outputs: [String]) throws -> Compilation? {
        if let root = layers {
            guard let text = try root.string(attribute: "training_config") else { return nil }
            let file = blueprint.context.path
            let value = try JSONParser.parse(text, file: file, place: "training_config")
            guard value.object != nil else { return nil }
            return try compilation(value, optimizer: "optimizer_config", place: "training_config", outputs) {
                try SavedOptimizerState(layers: root, form: $0, version: blueprint.context.version)
            }
        }
        guard let archive, let value = try compilation(), value.object?.isEmpty == false else { return nil }
        return try compilation(value, optimizer: "optimizer", place: "compile_config", outputs) {
            try SavedOptimizerState(variables: archive.variables(), form: $0)
        }
    }

    private func compilation(
        _ value: JSON, optimizer key: String, place: String, _ outputs: [String],
        state: (SavedOptimizerTensor.Form) throws -> SavedOptimizerState?
    ) throws -> Compilation {
        let (file, version) = (blueprint.context.path, blueprint.context.version)
        let generation: KerasGeneration = version.major >= 3 ? .three : .two
        guard var optimizer = value[key: key], !optimizer.isNull else {
            throw KerasError.configuration(
                file: file, place: place, expected: "an optimizer (\(key))",
                found: "none; Keras 3 leaves it out of an archive that is written after an HDF5 file")
        }
        // Keras takes a name for the optimizer with its defaults.
        if let name = optimizer.text { optimizer = ["class_name": .string(name), "config": [:]] }
        let read = try OptimizerConfiguration(optimizer, file: file, place: "\(place): optimizer", version: version)
        func metrics(_ key: String) throws -> [[MetricChoice]] {
            try MetricConfiguration(file: file, place: "\(place): \(key)", generation: generation)
                .read(value[key: key], outputs: outputs)
        }
        return Compilation(
            optimizer: read.optimizer,
            losses: try LossConfiguration(file: file, place: "\(place): loss", generation: generation)
                .read(value[key: "loss"], outputs: outputs),
            metrics: try metrics("metrics"), weightedMetrics: try metrics("weighted_metrics"),
            lossWeights: try lossWeights(value[key: "loss_weights"], file, "\(place): loss_weights", outputs),
            optimizerState: try state(read.form), form: read.form)
    }

    private func lossWeights(_ value: JSON?, _ file: String, _ place: String, _ outputs: [String]) throws -> [Float]? {
        guard let value, !value.isNull else { return nil }
        // By names, an output that isn't named counts in full.
        let numbers =
            value.object.map { members in outputs.map { members[$0]?.number ?? 1 } } ?? value.elements?.compactMap(\.number)
            ?? value.number.map { [$0] }
        guard let numbers, numbers.count == outputs.count || numbers.count == 1, numbers.allSatisfy(\.isFinite) else {
            throw KerasError.configuration(
                file: file, place: place, expected: "a number for each of \(outputs.count) output(s)", found: value.excerpt)
        }
        return numbers.map { Float($0) }
    }
}
