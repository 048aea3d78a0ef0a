public import Training

extension CompiledModel {
    /// The learning rate of the optimizer's very first step.
    public var initialLearningRate: Float { optimizerState.optimizer.settings.learningRate.value(at: 0) }

    /// Lets the learning rate follow a schedule, which counts all steps of the optimizer, also those before a file was saved.
    public func follow(_ schedule: any LearningRateSchedule) {
        optimizerState.optimizer.settings.learningRate = .schedule(schedule)
    }
}
