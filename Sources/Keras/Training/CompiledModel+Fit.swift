public import NeuralNetwork
public import Training

extension CompiledModel {
    /// Trains with samples in memory, as Keras' `fit`.
    ///
    /// - Parameters:
    ///   - x: one tensor, items first.
    ///   - y: what the model should answer.
    ///   - validationSplit: the part of the samples, from the end and before any shuffling, that isn't trained with but judged after each
    ///     epoch.
    ///   - validationData: judged after each epoch; goes before `validationSplit`.
    ///   - classWeights: how much items of each class count.
    ///   - sampleWeights: how much each item counts, `[items]`.
    public func fit(
        _ x: Tensor, _ y: Tensor, _ options: FitOptions = FitOptions(), validationSplit: Double = 0,
        validationData: (Tensor, Tensor)? = nil, classWeights: ClassWeights? = nil, sampleWeights: Tensor? = nil,
        callbacks: [any TrainingCallback] = []
    ) throws -> History {
        guard (0..<1).contains(validationSplit) else {
            throw TrainingError.argument(
                name: "validation_split", expected: "a part from 0 to below 1", found: "\(validationSplit)")
        }
        let weights = try classWeights.map { try $0.sampleWeights(for: y, times: sampleWeights) } ?? sampleWeights
        let samples = TensorSamples(TrainingBatch(inputs: [x], truths: [y], weights: [weights]))
        if let validationData {
            return try fit(
                samples, options, validation: TensorSamples(validationData.0, validationData.1), callbacks: callbacks)
        }
        guard validationSplit > 0 else { return try fit(samples, options, callbacks: callbacks) }
        let kept = Int((Double(samples.count) * (1 - validationSplit)).rounded(.down))
        guard kept > 0, kept < samples.count else {
            throw TrainingError.argument(
                name: "validation_split", expected: "a part that leaves samples on both sides of \(samples.count)",
                found: "\(validationSplit)")
        }
        return try fit(
            SampleRange(samples: samples, range: 0..<kept), options,
            validation: SampleRange(samples: samples, range: kept..<samples.count), callbacks: callbacks)
    }

    /// Trains with samples that are asked for batch by batch.
    ///
    /// An epoch that a callback breaks off is neither judged nor told as ended; Keras judges it all the same.
    ///
    /// - Throws: `TrainingError`; what callbacks throw. The weights are then those after the last whole step.
    public func fit(
        _ samples: some TrainingSamples, _ options: FitOptions = FitOptions(), validation: (any TrainingSamples)? = nil,
        callbacks: [any TrainingCallback] = []
    ) throws -> History {
        try options.check(samples.count)
        let history = History()
        let backups = callbacks.compactMap { $0 as? BackupAndRestore }
        // What backups keep of the others is what they have come to.
        let others = callbacks.filter { !($0 is BackupAndRestore) } + options.progress + [history]
        let callbacks = others + backups
        (stopsTraining, resumePoint) = (false, nil)
        defer { resumePoint = nil }
        for callback in callbacks { try callback.trainingBegins(self, options) }
        for backup in backups { try backup.begin(self, options, others) }
        let start = resumePoint ?? ResumePoint(epoch: options.initialEpoch)
        let batches = (samples.count + options.batchSize - 1) / options.batchSize
        let steps = options.stepsPerEpoch.map { min($0, batches) } ?? batches
        try start.check(steps)
        var orders = options.orders(samples.count, from: start.epoch)
        epochs: for epoch in start.epoch..<max(options.epochs, start.epoch) {
            for callback in callbacks { try callback.epochBegins(epoch, self) }
            let order = options.shuffles ? orders.next(count: samples.count) : Array(0..<samples.count)
            epochMetrics = RunningMetrics(compilation, blueprint)
            if epoch == start.epoch, let counted = start.counted { epochMetrics.memory = counted }
            for step in (epoch == start.epoch ? start.step : 0)..<steps {
                let range = step * options.batchSize..<min((step + 1) * options.batchSize, samples.count)
                let batch = try samples.batch(Array(order[range]))
                let result: StepResult
                do {
                    result = try trainOnBatch(batch, epoch: epoch, number: step)
                } catch let error as TrainingError {
                    guard others.contains(where: { ($0 as? TerminateOnNaN)?.takes(error) ?? false }) else { throw error }
                    break epochs
                }
                try epochMetrics.update(batch, result)
                let (progress, logs) = (TrainingProgress(epoch: epoch, step: step, steps: steps), epochMetrics.logs())
                for callback in callbacks { try callback.batchEnded(progress, logs, self) }
                if stopsTraining, step + 1 < steps { break epochs }
            }
            var logs = epochMetrics.logs()
            if let validation {
                let judged = try judge(
                    validation, batchSize: options.validationBatchSize ?? options.batchSize, steps: options.validationSteps)
                logs.append(judged.logs(prefix: "val_"))
            }
            for callback in callbacks { try callback.epochEnded(epoch, &logs, self) }
            if stopsTraining { break }
        }
        optimizerState.finish(variables.trainable.map(\.variable))
        for callback in callbacks { try callback.trainingEnded(self) }
        return history
    }
}
