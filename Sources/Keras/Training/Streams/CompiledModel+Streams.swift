import NeuralNetwork
import Training

extension CompiledModel {
    /// Trains with batches as they come, as Keras' `fit` with a generator or a `tf.data.Dataset`.
    ///
    /// Without `FitOptions.stepsPerEpoch` an epoch is all that one iterator of the sequence gives; each epoch makes another. With it all epochs take
    /// from one iterator: for sequences that never end, or can be gone through but once, such as a channel or a stream. A validation makes an iterator of
    /// its own each time; `FitOptions.validationSteps` ends it early. A training that goes on from a backup leaves out as many batches as it was
    /// trained with. `batchSize`, `shuffles` and `seed` don't count here.
    ///
    /// Each step, and all that callbacks do, is computed on a thread of its own, never on Swift's cooperative pool; meanwhile one batch more is
    /// asked for, in a child task of the caller's. Where a callback ends the training that batch is lost.
    ///
    /// ### Cancel safety
    /// Cancelling doesn't break off a step: the weights are those after the last whole step, as they are when anything is thrown. Callbacks aren't
    /// told of an end then.
    ///
    /// - Throws: what the sequences and callbacks throw; `TrainingError`, of it `ranOut` for a sequence that ends too early: Keras ends the training
    ///   with a warning. `CancellationError` if the task was cancelled.
    public nonisolated(nonsending) func fit<Batches: AsyncSequence & Sendable>(
        _ batches: Batches, _ options: FitOptions = FitOptions(), callbacks: [any TrainingCallback] = []
    ) async throws -> History where Batches.Element == TrainingBatch {
        try await fit(batches, options, validation: Batches?.none, callbacks: callbacks)
    }

    /// The same with a validation after each epoch, or after those that `FitOptions.validationFrequency` names.
    public nonisolated(nonsending) func fit<Batches: AsyncSequence & Sendable, Validation: AsyncSequence & Sendable>(
        _ batches: Batches, _ options: FitOptions = FitOptions(), validation: Validation?,
        callbacks: [any TrainingCallback] = []
    ) async throws -> History where Batches.Element == TrainingBatch, Validation.Element == TrainingBatch {
        try options.check()
        let thread = try WorkThread()
        defer {
            thread.end()
            resumePoint = nil
        }
        let course = try await thread.run { try FitCourse(self, options, callbacks) }
        try options.stepsPerEpoch.map { try course.start.check($0) }
        try await withThrowingTaskGroup { tasks in
            defer { tasks.cancelAll() }
            var supply = BatchSupply(batches)
            var left = course.start.epoch * (options.stepsPerEpoch ?? 0) + course.start.step
            for epoch in course.epochs {
                try await thread.run { try course.begin(epoch) }
                if options.stepsPerEpoch == nil, epoch > course.start.epoch { supply = BatchSupply(batches) }
                while left > 0, try await supply.next(&tasks, readsAhead: false) != nil { left -= 1 }
                let isLast = epoch + 1 == course.epochs.upperBound
                var step = course.firstStep(of: epoch)
                while step != options.stepsPerEpoch {
                    let readsAhead = !isLast || step + 1 != options.stepsPerEpoch
                    guard let batch = try await supply.next(&tasks, readsAhead: readsAhead) else { break }
                    let progress = TrainingProgress(epoch: epoch, step: step, steps: options.stepsPerEpoch)
                    guard try await thread.run({ try course.take(batch, progress) }) else { return }
                    step += 1
                }
                guard step > 0, step == options.stepsPerEpoch ?? step else {
                    throw TrainingError.ranOut(
                        sequence: "batches", epoch: epoch, expected: options.stepsPerEpoch, found: step)
                }
                var judged: RunningMetrics?
                if let validation, course.isJudged(epoch) {
                    judged = try await judge(validation, steps: options.validationSteps, on: thread)
                    if judged?.count == 0 {
                        throw TrainingError.ranOut(sequence: "validation", epoch: epoch, expected: nil, found: 0)
                    }
                }
                guard try await thread.run({ [judged] in try course.end(epoch, judged: judged) }) else { return }
            }
        }
        return try await thread.run { try course.end() }
    }

    /// The losses and metrics over batches as they come, as Keras' `evaluate` with a generator; computed and cancelled as `fit` is.
    ///
    /// - Parameters:
    ///   - steps: at most so many batches; nil for all.
    ///   - observe: is told each batch's answers, on the thread that computes.
    /// - Throws: what the sequence and `observe` throw; `TrainingError`; `CancellationError`.
    public nonisolated(nonsending) func evaluate<Batches: AsyncSequence & Sendable>(
        _ batches: Batches, steps: Int? = nil, observing observe: ((TrainingBatch, StepResult) throws -> Void)? = nil
    ) async throws -> TrainingLogs where Batches.Element == TrainingBatch {
        if let steps, steps < 1 { throw TrainingError.argument(name: "steps", expected: "at least 1", found: "\(steps)") }
        let thread = try WorkThread()
        defer { thread.end() }
        let metrics = try await judge(batches, steps: steps, on: thread, observing: observe)
        guard metrics.count > 0 else {
            throw TrainingError.data(model: name, what: "batches", expected: "at least one", found: "none")
        }
        return metrics.logs()
    }

    private nonisolated(nonsending) func judge<Batches: AsyncSequence & Sendable>(
        _ batches: Batches, steps: Int?, on thread: WorkThread,
        observing observe: ((TrainingBatch, StepResult) throws -> Void)? = nil
    ) async throws -> RunningMetrics where Batches.Element == TrainingBatch {
        var metrics = RunningMetrics(compilation, blueprint)
        try await withThrowingTaskGroup { tasks in
            defer { tasks.cancelAll() }
            let supply = BatchSupply(batches)
            var step = 0
            while step != steps, let batch = try await supply.next(&tasks, readsAhead: step + 1 != steps) {
                try await thread.run {
                    let result = try self.testOnBatch(batch)
                    try metrics.update(batch, result)
                    try observe?(batch, result)
                }
                step += 1
            }
        }
        return metrics
    }
}
