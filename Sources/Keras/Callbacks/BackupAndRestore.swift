import Foundation
import NeuralNetwork
import Training

/// Keeps a copy of a training as it goes on, and takes up from there when the same training is begun again: a process that was killed
/// comes to the same weights, to the bit, as one that wasn't.
///
/// Beside Keras' callback of the name it also keeps what other callbacks remember. The copy is removed once training has ended by itself;
/// one that was asked to end within an epoch (`CompiledModel.stopsTraining`) leaves it.
public final class BackupAndRestore: TrainingCallback {
    public enum Frequency: Sendable, Hashable {
        case epoch
        /// Also after so many batches of each epoch.
        case batches(Int)
    }

    private let folder: String
    private let frequency: Frequency
    private let removesAtEnd: Bool
    private var backup: TrainingBackup?
    private var others: [any TrainingCallback] = []
    private var isBrokenOff = false

    /// - Parameters:
    ///   - folder: made where it is missing.
    ///   - removesAtEnd: false for who calls `remove` himself, once the trained model is safe.
    public init(_ folder: String, every frequency: Frequency = .epoch, removesAtEnd: Bool = true) {
        (self.folder, self.frequency, self.removesAtEnd) = (folder, frequency, removesAtEnd)
    }

    /// Called once all other callbacks have begun.
    func begin(_ model: CompiledModel, _ options: FitOptions, _ others: [any TrainingCallback]) throws {
        if case .batches(let count) = frequency, count < 1 {
            throw TrainingError.argument(name: "BackupAndRestore: every", expected: "at least 1 batch", found: "\(count)")
        }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder)
        where name.hasPrefix("training.h5.") && name.hasSuffix(".part") {
            // What a process was killed over.
            unlink(URL(filePath: folder).appending(path: name).path)
        }
        let shapes = try model.weights.map { $0.shape.map(String.init).joined(separator: "×") }
        let backup = TrainingBackup(
            path: URL(filePath: folder).appending(path: "training.h5").path,
            signature: "\(model.name), \(CompilationWriter(model).compileConfiguration), batches of \(options.batchSize), "
                + "seed \(options.seed), shuffled \(options.shuffles), weights \(shapes.joined(separator: " "))")
        (self.backup, self.others, isBrokenOff) = (backup, others, false)
        if backup.exists { model.resumePoint = try backup.restore(model, others) }
    }

    public func batchEnded(_ progress: TrainingProgress, _ logs: TrainingLogs, _ model: CompiledModel) throws {
        let (done, whole) = (progress.step + 1, progress.steps)
        // The end of the epoch is told next.
        guard done != whole else { return }
        isBrokenOff = model.stopsTraining
        var isDue = isBrokenOff
        if case .batches(let count) = frequency { isDue = isDue || done % count == 0 }
        guard isDue else { return }
        let counted = model.epochMetrics.memory
        try backup?.write(model, at: ResumePoint(epoch: progress.epoch, step: done, steps: whole, counted: counted), others)
    }

    public func epochEnded(_ epoch: Int, _ logs: inout TrainingLogs, _ model: CompiledModel) throws {
        try backup?.write(model, at: ResumePoint(epoch: epoch + 1), others)
    }

    public func trainingEnded(_ model: CompiledModel) {
        if removesAtEnd, !isBrokenOff { remove() }
    }

    /// Removes the copy.
    public func remove() {
        guard let backup else { return }
        unlink(backup.path)
        // Stays where something else lies in it.
        rmdir(folder)
    }
}
