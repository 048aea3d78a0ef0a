import NeuralNetwork
import Training

/// The losses and metrics of an epoch, or of a judgement, batch by batch.
struct RunningMetrics {
    private let compilation: ResolvedCompilation
    private let outputNames: [String]
    private var metrics: [(any Metric)?]
    private(set) var count: Double = 0
    private var total: Double = 0
    private var losses: [Double]
    /// What metrics go on from once they are made, by their places.
    private var awaited: [Int: [[Float]]] = [:]

    struct Memory: Sendable, Hashable {
        /// The items, and the sums of the loss and of each output's.
        var losses: [Double]
        /// Of each metric lists of numbers; none where nothing was counted.
        var metrics: [[[Float]]]
    }

    init(_ compilation: ResolvedCompilation, _ blueprint: Blueprint) {
        self.compilation = compilation
        outputNames = blueprint.description.outputs.map(\.name)
        metrics = compilation.metrics.map { if case .metric(let metric, _) = $0.choice { metric } else { nil } }
        losses = [Double](repeating: 0, count: outputNames.count)
    }

    /// Counts one batch in.
    ///
    /// - Parameters:
    ///   - loss: of the whole batch; it counts by its items.
    ///   - losses: of each output.
    mutating func update(
        batch: Int, loss: Float, losses: [Float], truths: [Tensor], answers: [Tensor], weights: [Tensor?]
    ) throws {
        count += Double(batch)
        total += Double(loss) * Double(batch)
        for (index, loss) in losses.enumerated() { self.losses[index] += Double(loss) * Double(batch) }
        for (index, described) in compilation.metrics.enumerated() {
            let (truth, answer) = (truths[described.output], answers[described.output])
            var metric = try metrics[index] ?? Self.metric(described, truth, answer, compilation)
            if let counted = awaited.removeValue(forKey: index) { metric.memory = counted }
            try metric.update(truth: truth, prediction: answer, weights: described.isWeighted ? weights[described.output] : nil)
            metrics[index] = metric
        }
    }

    /// All that was counted so far; set, it goes on from that.
    var memory: Memory {
        get {
            Memory(
                losses: [count, total] + losses, metrics: metrics.indices.map { awaited[$0] ?? metrics[$0]?.memory ?? [] })
        }
        set {
            (count, total, losses) = (newValue.losses[0], newValue.losses[1], Array(newValue.losses[2...]))
            awaited = Dictionary(uniqueKeysWithValues: newValue.metrics.enumerated().filter { !$0.element.isEmpty }.map { $0 })
        }
    }

    private static func metric(
        _ described: ResolvedCompilation.OutputMetric, _ truth: Tensor, _ answer: Tensor, _ compilation: ResolvedCompilation
    ) throws -> any Metric {
        guard case .named(let name) = described.choice else {
            preconditionFailure("a metric of \(described.name) without a name")
        }
        let form = TargetForm(truth: truth.shape.map { $0 }, prediction: answer.shape.map { $0 })
        guard let metric = MetricCatalogue.metric(named: name, form: form, generation: compilation.generation) else {
            preconditionFailure("the metric \(name) was known when the model was compiled")
        }
        return metric
    }

    /// All names and numbers so far.
    ///
    /// - Parameter prefix: `val_` of a validation.
    func logs(prefix: String = "") -> TrainingLogs {
        var logs = TrainingLogs()
        let divisor = max(count, 1)
        logs[prefix + "loss"] = Float(total / divisor)
        if outputNames.count > 1 {
            for (name, loss) in zip(outputNames, losses) { logs["\(prefix)\(name)_loss"] = Float(loss / divisor) }
        }
        for (described, metric) in zip(compilation.metrics, metrics) {
            guard let results = metric?.results else { continue }
            if results.count == 1 {
                logs[prefix + described.name] = results[0]
            } else {
                for (index, result) in results.enumerated() { logs["\(prefix)\(described.name)_\(index)"] = result }
            }
        }
        return logs
    }
}
