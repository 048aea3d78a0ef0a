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
        let callbacks = callbacks + [history]
        stopsTraining = false
        for callback in callbacks { try callback.trainingBegins(self, options) }
        let batches = (samples.count + options.batchSize - 1) / options.batchSize
        let steps = options.stepsPerEpoch.map { min($0, batches) } ?? batches
        var orders = options.orders(samples.count)
        epochs: for epoch in options.initialEpoch..<max(options.epochs, options.initialEpoch) {
            for callback in callbacks { try callback.epochBegins(epoch, self) }
            let order = options.shuffles ? orders.next(count: samples.count) : Array(0..<samples.count)
            var metrics = runningMetrics()
            for step in 0..<steps {
                let range = step * options.batchSize..<min((step + 1) * options.batchSize, samples.count)
                let batch = try samples.batch(Array(order[range]))
                let result = try trainOnBatch(batch, epoch: epoch, number: step)
                try metrics.update(batch, result)
                for callback in callbacks {
                    try callback.batchEnded(TrainingProgress(epoch: epoch, step: step, steps: steps), metrics.logs(), self)
                }
                if stopsTraining, step + 1 < steps { break epochs }
            }
            var logs = metrics.logs()
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

    private func judge(
        _ samples: some TrainingSamples, batchSize: Int, steps: Int?,
        observing observe: ((TrainingBatch, StepResult) throws -> Void)? = nil
    ) throws -> RunningMetrics {
        var metrics = runningMetrics()
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

    private func runningMetrics() -> RunningMetrics {
        RunningMetrics(compilation, outputNames: blueprint.description.outputs.map(\.name))
    }
}

extension RunningMetrics {
    fileprivate mutating func update(_ batch: TrainingBatch, _ result: StepResult) throws {
        try update(
            batch: batch.count, loss: result.loss, losses: result.losses, truths: batch.truths, answers: result.answers,
            weights: batch.weights)
    }
}
