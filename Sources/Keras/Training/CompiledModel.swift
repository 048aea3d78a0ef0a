public import NeuralNetwork
import Training

/// A model that is being trained: its weights as variables, an optimizer with its state, losses and metrics.
///
/// ```swift
/// let training = try model.compile(optimizer: Adam(), loss: "categorical_crossentropy", metrics: ["accuracy"])
/// let history = try training.fit(images, labels, FitOptions(batchSize: 32, epochs: 10))
/// try training.save("trained.h5")
/// ```
///
/// It belongs to one thread at a time, and computes on that thread and the OpenMP team of it; long work should not be done on Swift's
/// cooperative pool.
public final class CompiledModel {
    let blueprint: Blueprint
    let variables: ModelVariables
    /// As it was asked for.
    let request: Compilation
    let compilation: ResolvedCompilation
    var optimizerState: OptimizerState
    private let options: PlanOptions
    private var steps: [StepKey: [StepPlan]] = [:]
    /// A callback may ask for the end of training by setting it.
    public var stopsTraining = false
    /// Where the training under way went on, by a ``BackupAndRestore``.
    public internal(set) var resumePoint: ResumePoint?
    /// Losses and metrics of the epoch under way.
    var epochMetrics: RunningMetrics
    /// What items without a weight of their own count.
    private var units: [Int: Tensor] = [:]

    private struct StepKey: Hashable {
        let inputs: [[Int]]
        let truths: [[Int]]
        let purpose: TrainingGraph.Purpose
    }

    /// A plan, for the steps that draw the same extents.
    private struct StepPlan {
        let plan: Plan
        let extents: [DrawnExtent]
    }

    /// Of steps that differ in nothing but the extents that they draw.
    private static let mostPlans = 8

    init(
        _ blueprint: Blueprint, weights: [LayerTree<[Tensor]>], _ compilation: Compilation, options: PlanOptions
    ) throws {
        self.blueprint = blueprint
        variables = try ModelVariables(blueprint, weights: weights)
        self.compilation = try ResolvedCompilation(compilation, blueprint, variables)
        epochMetrics = RunningMetrics(self.compilation, blueprint)
        var optimizer = compilation.optimizer
        if self.compilation.generation == .three { optimizer.settings.averageStart = .firstStep }
        var state = OptimizerState(optimizer, variables.trainable.map(\.variable))
        if let saved = compilation.optimizerState { try state.restore(saved, variables.trainable) }
        optimizerState = state
        var request = compilation
        // It has been taken up, and would keep its file open.
        request.optimizerState = nil
        self.request = request
        self.options = options
    }

    public var name: String { blueprint.description.name }

    /// The names of what is trained, in the order of Keras' `trainable_weights`.
    public var trainableNames: [String] { variables.trainable.map(\.variable.name) }

    /// What is trained as it is now, in the order of ``trainableNames``.
    public var trainableWeights: [Tensor] { variables.trainable.map(\.variable.value) }

    /// All weights as they are now, in the order of Keras' `get_weights`: layer by layer.
    public var weights: [Tensor] {
        get throws {
            zip(blueprint.network.layers, blueprint.shapes.weights).enumerated().flatMap { index, pair in
                SavedWeights.slots(of: pair.0, pair.1).map { slot in
                    let tensor = variables.trees[index].leaf(at: slot.path[...])[slot.index]
                    return tensor.notes?.variable?.value ?? tensor
                }
            }
        }
    }

    /// Makes all weights these, of the number and shapes of ``weights``; those of frozen layers stay as they are.
    ///
    /// - Throws: `TrainingError.data` for others.
    public func setWeights(_ tensors: [Tensor]) throws {
        let present = try weights
        guard present.map(\.shape) == tensors.map(\.shape) else {
            throw TrainingError.data(
                model: name, what: "weights", expected: "\(present.count) of shapes \(present.map(\.shape))",
                found: "\(tensors.map(\.shape))")
        }
        var rest = tensors[...]
        for (index, pair) in zip(blueprint.network.layers, blueprint.shapes.weights).enumerated() {
            for slot in SavedWeights.slots(of: pair.0, pair.1) {
                let own = variables.trees[index].leaf(at: slot.path[...])[slot.index]
                let given = rest.removeFirst()
                own.notes?.variable?.set(given)
            }
        }
    }

    /// How many steps the optimizer has taken.
    public var iteration: Int { optimizerState.iteration }

    /// The optimizer's learning rate; setting it replaces a schedule. That of an optimizer with a decay is the rate before the decay, as
    /// in Keras.
    public var learningRate: Float {
        get {
            switch optimizerState.optimizer.settings.learningRate {
            case .schedule(let decaying as LegacyDecay): decaying.learningRate
            case let rate: rate.value(at: optimizerState.iteration)
            }
        }
        set {
            if case .schedule(var decaying as LegacyDecay) = optimizerState.optimizer.settings.learningRate {
                decaying.learningRate = newValue
                optimizerState.optimizer.settings.learningRate = .schedule(decaying)
            } else {
                optimizerState.optimizer.settings.learningRate = .constant(newValue)
            }
        }
    }

    /// A model that answers with the weights as they are now.
    public func model(options: PlanOptions = PlanOptions()) throws -> Model {
        try Model(blueprint, weights: variables.values, origin: nil, options: options)
    }

    /// One step of training with one batch, as Keras' `train_on_batch`.
    ///
    /// - Returns: the losses and the answers before the step.
    /// - Throws: `TrainingError.data` for tensors that don't go with the model; `TrainingError.notFinite` and
    ///   `TrainingError.gradient` for a loss or a gradient that isn't a number, before any weight is changed.
    @discardableResult
    public func trainOnBatch(_ batch: TrainingBatch, epoch: Int = 0, number: Int = 0) throws -> StepResult {
        let plan = try plan(for: batch, .training)
        let statistics = variables.statistics.map(\.value)
        let results = try plan.run(inputs(batch))
        do {
            return try step(results, epoch: epoch, number: number, threads: plan.threads)
        } catch {
            // The run has moved them already.
            for (variable, value) in zip(variables.statistics, statistics) { variable.set(value) }
            throw error
        }
    }

    /// What the plan of one step with a batch like this one holds.
    public func stepMemory(for batch: TrainingBatch) throws -> Plan.MemoryUse { try plan(for: batch, .training).memory }

    /// Moves the weights by the gradients of a run.
    private func step(_ results: [Tensor], epoch: Int, number: Int, threads: Int) throws -> StepResult {
        let result = StepResult(results, outputs: blueprint.description.outputs.count)
        guard result.loss.isFinite else {
            throw TrainingError.notFinite(model: name, epoch: epoch, batch: number, loss: result.loss)
        }
        let gradients = results[(1 + 2 * blueprint.description.outputs.count)...]
        let squares = optimizerState.squares(of: gradients, threads: threads)
        for (trained, sum) in zip(variables.trainable, squares) where !sum.isFinite {
            throw TrainingError.gradient(model: name, epoch: epoch, batch: number, weight: trained.variable.name)
        }
        optimizerState.apply(gradients, squares: squares, to: variables.trainable.map(\.variable), threads: threads)
        try constrain()
        return result
    }

    /// Makes weights what their constraints ask for.
    private func constrain() throws(GraphError) {
        for (trained, constraint) in zip(variables.trainable, compilation.constraints) {
            guard let constraint else { continue }
            var value = trained.variable.value
            try constraint.apply(to: &value)
            trained.variable.set(value)
        }
    }

    /// The losses of one batch, and what the model answers to it, as Keras' `test_on_batch`.
    public func testOnBatch(_ batch: TrainingBatch) throws -> StepResult {
        let results = try plan(for: batch, .judging).run(inputs(batch))
        return StepResult(results, outputs: blueprint.description.outputs.count)
    }

    private func inputs(_ batch: TrainingBatch) -> [Tensor] {
        let weights = batch.weights.map { $0 ?? unit(batch.count) }
        return batch.inputs + batch.truths + weights + [StepNumber.tensor(optimizerState.iteration)]
    }

    private func unit(_ count: Int) -> Tensor {
        if let known = units[count] { return known }
        let tensor = Tensor(shape: [count]) { $0.update(repeating: 1) }
        units[count] = tensor
        return tensor
    }

    private func plan(for batch: TrainingBatch, _ purpose: TrainingGraph.Purpose) throws -> Plan {
        try check(batch)
        let key = StepKey(inputs: batch.inputs.map(\.shape), truths: batch.truths.map(\.shape), purpose: purpose)
        var plans = steps[key] ?? []
        if let known = plans.first(where: { $0.extents.allSatisfy { $0.holds(for: iteration) } }) { return known.plan }
        let graph = try TrainingGraph(
            blueprint, variables, compilation, inputs: key.inputs, truths: key.truths, for: purpose, step: iteration
        ).graph
        let plan = try Plan(graph, inputShapes: graph.inputs.map { $0.shape.compactMap { $0 } }, options: options)
        if plans.count == Self.mostPlans { plans.removeFirst() }
        steps[key] = plans + [StepPlan(plan: plan, extents: graph.drawnExtents)]
        return plan
    }

    private func check(_ batch: TrainingBatch) throws(TrainingError) {
        let description = blueprint.description
        func fault(_ what: String, _ expected: String, _ found: String) -> TrainingError {
            .data(model: name, what: what, expected: expected, found: found)
        }
        guard batch.inputs.count == description.inputs.count else {
            throw fault("samples", "a tensor for each of \(description.inputs.count) input(s)", "\(batch.inputs.count)")
        }
        guard batch.truths.count == description.outputs.count, batch.weights.count == batch.truths.count else {
            throw fault(
                "labels", "a tensor for each of \(description.outputs.count) output(s), and as many weights",
                "\(batch.truths.count) and \(batch.weights.count)")
        }
        for (port, tensor) in zip(description.inputs, batch.inputs) where !port.shape.admits(tensor.shape) || tensor.count == 0 {
            throw fault("input \"\(port.name)\"", "a tensor of shape \(port.shape.pythonText)", SavedLayer.text(tensor.shape))
        }
        for (port, tensor) in zip(description.outputs, batch.truths) where tensor.shape.first != batch.count {
            throw fault("labels of \"\(port.name)\"", "\(batch.count) items, as many as samples", SavedLayer.text(tensor.shape))
        }
        for case (let port, let weights?) in zip(description.outputs, batch.weights) where weights.shape != [batch.count] {
            throw fault("weights of \"\(port.name)\"", "(\(batch.count),)", SavedLayer.text(weights.shape))
        }
    }
}
