public import NeuralNetwork

/// Takes part in a training: is told of each epoch and batch, and may end it (`CompiledModel.stopsTraining`) by name, or by an error.
public protocol TrainingCallback: AnyObject {
    func trainingBegins(_ model: CompiledModel, _ options: FitOptions) throws
    func epochBegins(_ epoch: Int, _ model: CompiledModel) throws
    /// - Parameter logs: losses and metrics over the batches of the epoch so far.
    func batchEnded(_ progress: TrainingProgress, _ logs: TrainingLogs, _ model: CompiledModel) throws
    /// - Parameter logs: losses and metrics of the epoch, and of its validation with `val_` before their names; may be added to, for the
    ///   callbacks that follow.
    func epochEnded(_ epoch: Int, _ logs: inout TrainingLogs, _ model: CompiledModel) throws
    func trainingEnded(_ model: CompiledModel) throws
    /// What it has to remember so that a training that was broken off goes on as if it hadn't been; by names without slashes.
    var memory: [String: Tensor] { get set }
}

extension TrainingCallback {
    public func trainingBegins(_ model: CompiledModel, _ options: FitOptions) throws {}
    public func epochBegins(_ epoch: Int, _ model: CompiledModel) throws {}
    public func batchEnded(_ progress: TrainingProgress, _ logs: TrainingLogs, _ model: CompiledModel) throws {}
    public func epochEnded(_ epoch: Int, _ logs: inout TrainingLogs, _ model: CompiledModel) throws {}
    public func trainingEnded(_ model: CompiledModel) throws {}
    public var memory: [String: Tensor] {
        get { [:] }
        set {}
    }
}

extension [String: Tensor] {
    /// One number, kept as a tensor of one element.
    subscript(number name: String) -> Float? {
        get { self[name]?.values.first }
        set { self[name] = newValue.map { Tensor(shape: [1], values: [$0]) } }
    }
}

/// Where in an epoch a training is.
public struct TrainingProgress: Sendable, Hashable {
    /// From 0 on.
    public let epoch: Int
    /// From 0 on.
    public let step: Int
    /// How many the epoch has; nil in one that ends when its batches do.
    public let steps: Int?
}

/// What was told of each epoch.
public final class History: TrainingCallback {
    public private(set) var epochs: [Int] = []
    public private(set) var logs: [TrainingLogs] = []

    public func epochEnded(_ epoch: Int, _ logs: inout TrainingLogs, _ model: CompiledModel) {
        epochs.append(epoch)
        self.logs.append(logs)
    }

    /// One number of all epochs that have it.
    public func values(_ name: String) -> [Float] { logs.compactMap { $0[name] } }
}
