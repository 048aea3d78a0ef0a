import Training

/// A callback made of functions.
public final class LambdaCallback: TrainingCallback {
    private let onTrainBegin: ((CompiledModel) throws -> Void)?
    private let onEpochBegin: ((Int, CompiledModel) throws -> Void)?
    private let onBatchEnd: ((TrainingProgress, TrainingLogs, CompiledModel) throws -> Void)?
    private let onEpochEnd: ((Int, TrainingLogs, CompiledModel) throws -> Void)?
    private let onTrainEnd: ((CompiledModel) throws -> Void)?

    public init(
        onEpochBegin: ((Int, CompiledModel) throws -> Void)? = nil,
        onEpochEnd: ((Int, TrainingLogs, CompiledModel) throws -> Void)? = nil,
        onTrainBegin: ((CompiledModel) throws -> Void)? = nil, onTrainEnd: ((CompiledModel) throws -> Void)? = nil,
        onBatchEnd: ((TrainingProgress, TrainingLogs, CompiledModel) throws -> Void)? = nil
    ) {
        (self.onTrainBegin, self.onTrainEnd, self.onBatchEnd) = (onTrainBegin, onTrainEnd, onBatchEnd)
        (self.onEpochBegin, self.onEpochEnd) = (onEpochBegin, onEpochEnd)
    }

    public func trainingBegins(_ model: CompiledModel, _ options: FitOptions) throws { try onTrainBegin?(model) }

    public func epochBegins(_ epoch: Int, _ model: CompiledModel) throws { try onEpochBegin?(epoch, model) }

    public func batchEnded(_ progress: TrainingProgress, _ logs: TrainingLogs, _ model: CompiledModel) throws {
        try onBatchEnd?(progress, logs, model)
    }

    public func epochEnded(_ epoch: Int, _ logs: inout TrainingLogs, _ model: CompiledModel) throws {
        try onEpochEnd?(epoch, logs, model)
    }

    public func trainingEnded(_ model: CompiledModel) throws { try onTrainEnd?(model) }
}
