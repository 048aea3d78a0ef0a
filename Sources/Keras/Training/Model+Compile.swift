public import NeuralNetwork
public import Training

extension Model {
    /// Makes ready to train a copy of the model's weights; the model itself stays as it is.
    ///
    /// - Throws: `TrainingError.compilation` for a loss or metric that isn't known.
    public func compile(_ compilation: Compilation, options: PlanOptions = PlanOptions()) throws -> CompiledModel {
        try CompiledModel(blueprint, weights: weights, compilation, options: options)
    }

    /// The same for a model of one output, or with the same loss and metrics for all.
    public func compile(
        optimizer: any Optimizer, loss: LossChoice, metrics: [MetricChoice] = [], options: PlanOptions = PlanOptions()
    ) throws -> CompiledModel {
        try compile(
            Compilation(optimizer: optimizer, losses: [loss], metrics: metrics.isEmpty ? [] : [metrics]), options: options)
    }
}
