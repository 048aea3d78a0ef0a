public import NeuralNetwork
import Training

extension CompiledModel {
    /// The losses and metrics over samples, as Keras' `evaluate`.
    public func evaluate(_ x: Tensor, _ y: Tensor, batchSize: Int = 32, sampleWeights: Tensor? = nil) throws -> TrainingLogs {
        try evaluate(TensorSamples(TrainingBatch(inputs: [x], truths: [y], weights: [sampleWeights])), batchSize: batchSize)
    }

    /// The losses and metrics over samples.
    ///
    /// - Parameter observe: is told each batch's answers.
    public func evaluate(
        _ samples: some TrainingSamples, batchSize: Int = 32, steps: Int? = nil,
        observing observe: ((TrainingBatch, StepResult) throws -> Void)? = nil
    ) throws -> TrainingLogs {
        guard batchSize > 0 else {
            throw TrainingError.argument(name: "batch_size", expected: "at least 1", found: "\(batchSize)")
        }
        return try judge(samples, batchSize: batchSize, steps: steps, observing: observe).logs()
    }

    func judge(
        _ samples: some TrainingSamples, batchSize: Int, steps: Int?,
        observing observe: ((TrainingBatch, StepResult) throws -> Void)? = nil
    ) throws -> RunningMetrics {
        var metrics = RunningMetrics(compilation, blueprint)
        var starts = Array(stride(from: 0, to: samples.count, by: batchSize))
        if let steps { starts = Array(starts.prefix(steps)) }
        for start in starts {
            let batch = try samples.batch(Array(start..<min(start + batchSize, samples.count)))
            let result = try testOnBatch(batch)
            try metrics.update(batch, result)
            try observe?(batch, result)
        }
        return metrics
    }
}

extension RunningMetrics {
    mutating func update(_ batch: TrainingBatch, _ result: StepResult) throws {
        try update(
            batch: batch.count, loss: result.loss, losses: result.losses, truths: batch.truths, answers: result.answers,
            weights: batch.weights)
    }
}
