/// Why a model can't be trained, or a training couldn't go on. Each text says where, what was expected, what was found.
public enum TrainingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A loss, metric or option of `compile` that there isn't, or that doesn't go with the model.
    case compilation(model: String, option: String, expected: String, found: String)
    /// Samples or labels that don't go with the model.
    case data(model: String, what: String, expected: String, found: String)
    /// An argument of `fit` or `evaluate`.
    case argument(name: String, expected: String, found: String)
    /// A sequence of batches that ended before the training did. The weights are those after the last whole step.
    case ranOut(sequence: String, epoch: Int, expected: Int?, found: Int)
    /// The system has no thread left to compute on.
    case noThread(status: Int32)
    /// A loss that is no number any more. The weights are those before the step.
    case notFinite(model: String, epoch: Int, batch: Int, loss: Float)
    /// A gradient that is no number any more, though the loss is one: a ReLU takes NaN for 0. The weights are those before the step.
    case gradient(model: String, epoch: Int, batch: Int, weight: String)
    /// A layer that does something in training that isn't known here.
    case layer(file: String, layer: String, className: String, reason: String)

    public var description: String {
        switch self {
        case .compilation(let model, let option, let expected, let found):
            "model \"\(model)\": \(option): expected \(expected), found \(found)"
        case .data(let model, let what, let expected, let found):
            "model \"\(model)\": \(what): expected \(expected), found \(found)"
        case .ranOut(let sequence, let epoch, let expected, let found):
            "\(sequence): epoch \(epoch + 1): expected \(expected.map { "\($0)" } ?? "some") batches, found "
                + (found == 0 ? "none" : "\(found)")
                + "; give steps_per_epoch for a sequence that can be gone through but once, and let it have enough for all epochs"
        case .noThread(let status):
            "training: expected a thread to compute on, found none (status \(status)); end other programs, or raise the limit of processes"
        case .argument(let name, let expected, let found): "\(name): expected \(expected), found \(found)"
        case .notFinite(let model, let epoch, let batch, let loss):
            "model \"\(model)\": epoch \(epoch + 1), batch \(batch + 1): expected a finite loss, found \(loss); the weights are those before this "
                + "step: lower the learning rate, clip gradients, or look at the samples"
        case .gradient(let model, let epoch, let batch, let weight):
            "model \"\(model)\": epoch \(epoch + 1), batch \(batch + 1): expected a finite gradient of \"\(weight)\", found another; the weights are "
                + "those before this step: look at the samples, lower the learning rate, or clip gradients"
        case .layer(let file, let layer, let className, let reason): "\(file): layer \"\(layer)\" (\(className)): \(reason)"
        }
    }
}
