public import NeuralNetwork
public import Training

extension CompiledModel {
    /// Trains with samples in memory, as Keras' `fit`.
    ///
    /// - Parameters:
    ///   - x: one tensor, items first.
    ///   - y: what the model should answer.
    ///   - validationSplit: the part of the samples, from the end and before any shuffling, that isn't trained with but judged after each
    ///     epoch; by their sample weights, not by those of classes.
    ///   - validationData: judged after each epoch; goes before `validationSplit`.
    ///   - validationWeights: how much each item of `validationData` counts: the third of Keras' triple.
    ///   - classWeights: how much items of each class count in training.
    ///   - sampleWeights: how much each item counts, `[items]`.
    public func fit(
        _ x: Tensor, _ y: Tensor, _ options: FitOptions = FitOptions(), validationSplit: Double = 0,
        validationData: (Tensor, Tensor)? = nil, validationWeights: Tensor? = nil, classWeights: ClassWeights? = nil,
        sampleWeights: Tensor? = nil, callbacks: [any TrainingCallback] = []
    ) throws -> History {
        guard (0..<1).contains(validationSplit) else {
            throw TrainingError.argument(
                name: "validation_split", expected: "a part from 0 to below 1", found: "\(validationSplit)")
        }
        let judged = TrainingBatch(inputs: [x], truths: [y], weights: [sampleWeights])
        var learnt = judged
        if let classWeights { learnt.weights = [try classWeights.sampleWeights(for: y, times: sampleWeights)] }
        if let (x, y) = validationData {
            let validation = TrainingBatch(inputs: [x], truths: [y], weights: [validationWeights])
            return try fit(TensorSamples(learnt), options, validation: TensorSamples(validation), callbacks: callbacks)
        }
        guard validationSplit > 0 else { return try fit(TensorSamples(learnt), options, callbacks: callbacks) }
        let kept = Int((Double(learnt.count) * (1 - validationSplit)).rounded(.down))
        guard kept > 0, kept < learnt.count else {
            throw TrainingError.argument(
                name: "validation_split", expected: "a part that leaves samples on both sides of \(learnt.count)",
                found: "\(validationSplit)")
        }
        return try fit(
            SampleRange(samples: TensorSamples(learnt), range: 0..<kept), options,
            validation: SampleRange(samples: TensorSamples(judged), range: kept..<judged.count), callbacks: callbacks)
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
        try options.check(samples: samples.count)
        defer { resumePoint = nil }
        let course = try FitCourse(self, options, callbacks)
        var order = BatchOrder(count: samples.count, options) {
            course.start.epoch * (options.stepsPerEpoch ?? $0) + course.start.step
        }
        let steps = options.stepsPerEpoch ?? order.batchesPerPass
        try course.start.check(steps)
        epochs: for epoch in course.epochs {
            try course.begin(epoch)
            for step in course.firstStep(of: epoch)..<steps {
                let progress = TrainingProgress(epoch: epoch, step: step, steps: steps)
                guard try course.take(samples.batch(order.next()), progress) else { break epochs }
            }
            let judged = try course.isJudged(epoch) ? validation.map { try judge($0, options) } : nil
            guard try course.end(epoch, judged: judged) else { break }
        }
        return try course.end()
    }

    private func judge(_ samples: some TrainingSamples, _ options: FitOptions) throws -> RunningMetrics {
        try judge(samples, batchSize: options.validationBatchSize ?? options.batchSize, steps: options.validationSteps)
    }
}
