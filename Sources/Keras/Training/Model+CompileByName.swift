public import NeuralNetwork
public import Training

extension Model {
    /// Makes ready to train with losses and metrics by the names of outputs, as Keras' `compile` takes dictionaries.
    ///
    /// - Parameters:
    ///   - losses: of every output.
    ///   - lossWeights: by how much losses count; those that aren't named count once.
    /// - Throws: `TrainingError.compilation` for a name that no output has, or an output without a loss: Keras leaves that out of the loss.
    public func compile(
        optimizer: any Optimizer, losses: [String: LossChoice], lossWeights: [String: Float] = [:],
        metrics: [String: [MetricChoice]] = [:], weightedMetrics: [String: [MetricChoice]] = [:],
        options: PlanOptions = PlanOptions()
    ) throws -> CompiledModel {
        let names = outputs.map(\.name)
        let asked: [(option: String, names: [String])] = [
            ("loss", Array(losses.keys)), ("loss_weights", Array(lossWeights.keys)), ("metrics", Array(metrics.keys)),
            ("weighted_metrics", Array(weightedMetrics.keys)),
        ]
        for (option, given) in asked {
            guard let unknown = given.sorted().first(where: { !names.contains($0) }) else { continue }
            throw TrainingError.compilation(
                model: name, option: option, expected: "names of outputs, \(names.joined(separator: ", "))", found: unknown)
        }
        let chosen = try names.map { output in
            guard let loss = losses[output] else {
                throw TrainingError.compilation(
                    model: name, option: "loss", expected: "one for each output, also \(output)",
                    found: losses.keys.sorted().joined(separator: ", "))
            }
            return loss
        }
        return try compile(
            Compilation(
                optimizer: optimizer, losses: chosen, metrics: names.map { metrics[$0] ?? [] },
                weightedMetrics: names.map { weightedMetrics[$0] ?? [] }, lossWeights: names.map { lossWeights[$0] ?? 1 }),
            options: options)
    }
}
