import HDF5
import NeuralNetwork
import OrderedCollections
import Training

/// Writes how a model is compiled and the state of its optimizer, as the generation of Keras does that the model is of.
struct CompilationWriter {
    let training: CompiledModel
    /// Whose order the optimizer's state is written in.
    let form: SavedOptimizerTensor.Form
    private let outputs: [ModelPort]
    private let generation: KerasGeneration

    init(_ training: CompiledModel) {
        self.training = training
        outputs = training.blueprint.description.outputs
        generation = training.compilation.generation
        form = training.savedForm
    }

    /// Writes the attribute `training_config` and the group `optimizer_weights`.
    func writeLayers(to root: GroupWriter) throws {
        var members = configuration(.plain)
        members.append(("optimizer_config", OptimizerConfiguration.value(of: training.optimizerState.optimizer, form, .plain)))
        try root.setAttribute("training_config", to: .string(Self.object(members).description))
        let group = try root.group("optimizer_weights")
        let tensors = state(in: training.networkPrefix)
        try LayerFileWriter.set("weight_names", tensors.map(\.name), on: group)
        for tensor in tensors { try tensor.write(to: group, as: tensor.name) }
    }

    /// The member `compile_config` of an archive.
    var compileConfiguration: JSON {
        Self.object(
            [("optimizer", OptimizerConfiguration.value(of: training.optimizerState.optimizer, form, .withModules))]
                + configuration(.withModules))
    }

    /// Writes the group `optimizer` of an archive's variables.
    func writeVariables(to root: GroupWriter) throws {
        let group = try root.group("optimizer/vars")
        try group.setAttribute(
            "name", to: .string(OptimizerConfiguration.name(of: training.optimizerState.optimizer, form)))
        for (index, tensor) in state(in: "").enumerated() { try tensor.write(to: group, as: "\(index)") }
    }

    private static func object(_ members: [(String, JSON)]) -> JSON {
        .object(.init(members) { first, _ in first })
    }

    /// Losses and metrics. A running configuration follows, as Keras writes it.
    private func configuration(_ objects: ObjectForm) -> [(String, JSON)] {
        let request = training.request
        let losses = request.losses.map { LossConfiguration(file: "", place: "", generation: generation).value(of: $0, objects) }
        let weights = request.lossWeights.map { JSON.array($0.map { .number(Double($0)) }) } ?? .null
        let running: [(String, JSON)]
        switch (generation, objects) {
        case (.three, _): running = [("run_eagerly", false), ("steps_per_execution", 1), ("jit_compile", false)]
        case (.two, .plain): running = []
        case (.two, .withModules):
            running = [("run_eagerly", .null), ("steps_per_execution", .null), ("jit_compile", .null)]
        }
        return [
            ("loss", losses.count == 1 ? losses[0] : .array(losses)), ("loss_weights", weights),
            ("metrics", metrics(request.metrics, objects)), ("weighted_metrics", metrics(request.weightedMetrics, objects)),
        ] + running
    }

    private func metrics(_ given: [[MetricChoice]], _ objects: ObjectForm) -> JSON {
        guard !given.isEmpty else { return .null }
        // tf.keras writes to HDF5 what it has made of the names.
        let isResolved = generation == .two && objects == .plain
        let writing = MetricConfiguration(file: "", place: "", generation: generation)
        let lists = outputs.indices.map { index -> JSON in
            let loss = training.compilation.losses[index]
            let form = isResolved ? TargetForm(prediction: outputs[index].shape, loss: loss) : nil
            let prefix = isResolved && outputs.count > 1 ? outputs[index].name + "_" : ""
            return .array(given[given.count == 1 ? 0 : index].map { writing.value(of: $0, objects, form: form, prefix: prefix) })
        }
        return lists.count == 1 && !isResolved ? lists[0] : .array(lists)
    }

    private func state(in prefix: String) -> [NamedOptimizerTensor] {
        training.optimizerState.named(form, variables: training.variables.trainable.map(\.variable), prefix: prefix)
    }
}
