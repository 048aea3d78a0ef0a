import Foundation
import Training

/// Writes the numbers of a training as TensorBoard shows them: `epoch_loss` and the like in the folder `train`, those of the validation under
/// the same names in `validation`, and the learning rate. Keras' histograms, graphs and profiles aren't written.
public final class TensorBoard: TrainingCallback {
    public enum Frequency: Sendable, Hashable {
        case epoch
        /// Also each so many batches, as `batch_loss` and the like.
        case batches(Int)
    }

    private let folder: String
    private let frequency: Frequency
    private var train: EventFile?
    private var validation: EventFile?

    public init(_ folder: String = "logs", every frequency: Frequency = .epoch) {
        (self.folder, self.frequency) = (folder, frequency)
    }

    public func trainingBegins(_ model: CompiledModel, _ options: FitOptions) throws {
        if case .batches(let count) = frequency, count < 1 {
            throw TrainingError.argument(name: "TensorBoard: every", expected: "at least 1 batch", found: "\(count)")
        }
        train = try EventFile(in: folder + "/train")
        validation = nil
    }

    public func batchEnded(_ progress: TrainingProgress, _ logs: TrainingLogs, _ model: CompiledModel) throws {
        guard case .batches(let count) = frequency, model.iteration % count == 0 else { return }
        for (name, value) in logs.entries { try train?.write("batch_" + name, value, step: model.iteration) }
    }

    public func epochEnded(_ epoch: Int, _ logs: inout TrainingLogs, _ model: CompiledModel) throws {
        for (name, value) in logs.entries where name != "lr" {
            guard name.hasPrefix("val_") else {
                try train?.write("epoch_" + name, value, step: epoch)
                continue
            }
            if validation == nil { validation = try EventFile(in: folder + "/validation") }
            try validation?.write("epoch_" + name.dropFirst(4), value, step: epoch)
        }
        try train?.write("epoch_learning_rate", model.learningRate, step: epoch)
    }

    public func trainingEnded(_ model: CompiledModel) { (train, validation) = (nil, nil) }
}
