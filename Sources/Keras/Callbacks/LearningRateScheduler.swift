/// Sets the learning rate of each epoch by a function of the epoch, counted from 0, and of the rate before.
public final class LearningRateScheduler: TrainingCallback {
    private let schedule: (Int, Float) throws -> Float

    public init(_ schedule: @escaping (_ epoch: Int, _ rate: Float) throws -> Float) { self.schedule = schedule }

    public func epochBegins(_ epoch: Int, _ model: CompiledModel) throws {
        model.learningRate = try schedule(epoch, model.learningRate)
    }

    public func epochEnded(_ epoch: Int, _ logs: inout TrainingLogs, _ model: CompiledModel) {
        logs["lr"] = model.learningRate
    }
}
