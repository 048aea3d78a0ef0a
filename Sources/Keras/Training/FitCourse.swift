import Training

/// The course of one `fit`, but for where its batches come from: what is done with each, and between them.
final class FitCourse {
    private let model: CompiledModel
    private let options: FitOptions
    private let history = History()
    /// Those that aren't backups: what backups keep of them is what they have come to.
    private let others: [any TrainingCallback]
    private let callbacks: [any TrainingCallback]
    /// Where it begins, or goes on.
    let start: ResumePoint

    /// Begins.
    init(_ model: CompiledModel, _ options: FitOptions, _ given: [any TrainingCallback]) throws {
        let backups = given.compactMap { $0 as? BackupAndRestore }
        others = given.filter { !($0 is BackupAndRestore) } + options.progress + [history]
        callbacks = others + backups
        (self.model, self.options) = (model, options)
        (model.stopsTraining, model.resumePoint) = (false, nil)
        for callback in callbacks { try callback.trainingBegins(model, options) }
        for backup in backups { try backup.begin(model, options, others) }
        start = model.resumePoint ?? ResumePoint(epoch: options.initialEpoch)
    }

    var epochs: Range<Int> { start.epoch..<max(options.epochs, start.epoch) }

    /// The first step of an epoch; those before it were done when a training that goes on was broken off.
    func firstStep(of epoch: Int) -> Int { epoch == start.epoch ? start.step : 0 }

    func begin(_ epoch: Int) throws {
        for callback in callbacks { try callback.epochBegins(epoch, model) }
        model.epochMetrics = RunningMetrics(model.compilation, model.blueprint)
        if epoch == start.epoch, let counted = start.counted { model.epochMetrics.memory = counted }
    }

    /// Trains with a batch.
    ///
    /// - Returns: whether the training goes on.
    func take(_ batch: TrainingBatch, _ progress: TrainingProgress) throws -> Bool {
        let result: StepResult
        do {
            result = try model.trainOnBatch(batch, epoch: progress.epoch, number: progress.step)
        } catch let error as TrainingError {
            guard others.contains(where: { ($0 as? TerminateOnNaN)?.takes(error) ?? false }) else { throw error }
            return false
        }
        try model.epochMetrics.update(batch, result)
        let logs = model.epochMetrics.logs()
        for callback in callbacks { try callback.batchEnded(progress, logs, model) }
        // An epoch that is whole is told as ended all the same.
        return !model.stopsTraining || progress.step + 1 == progress.steps
    }

    func isJudged(_ epoch: Int) -> Bool { options.validationFrequency.includes(epoch) }

    /// Ends an epoch whose last batch was taken.
    ///
    /// - Parameter judged: what its validation said.
    /// - Returns: whether the training goes on.
    func end(_ epoch: Int, judged: RunningMetrics?) throws -> Bool {
        var logs = model.epochMetrics.logs()
        if let judged { logs.append(judged.logs(prefix: "val_")) }
        for callback in callbacks { try callback.epochEnded(epoch, &logs, model) }
        return !model.stopsTraining
    }

    func end() throws -> History {
        model.optimizerState.finish(model.variables.trainable.map(\.variable))
        for callback in callbacks { try callback.trainingEnded(model) }
        model.resumePoint = nil
        return history
    }
}
