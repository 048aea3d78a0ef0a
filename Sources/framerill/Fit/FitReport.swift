import Foundation
import Keras

/// Tells of a training: a line that moves on a terminal while an epoch runs, and one that stays for each epoch.
final class FitReport: TrainingCallback {
    private let bar = ProgressBar()
    private var epochs = 0
    private var start = ContinuousClock.now

    func trainingBegins(_ model: CompiledModel, _ options: FitOptions) { epochs = options.epochs }

    func epochBegins(_ epoch: Int, _ model: CompiledModel) { start = .now }

    func batchEnded(_ progress: TrainingProgress, _ logs: TrainingLogs, _ model: CompiledModel) {
        bar?.show(progress.step + 1, of: progress.steps, "batches  \(Self.text(logs))")
    }

    func epochEnded(_ epoch: Int, _ logs: inout TrainingLogs, _ model: CompiledModel) {
        bar?.clear()
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        print(String(format: "epoch %d/%d  %.1f s  ", epoch + 1, epochs, seconds) + Self.text(logs))
        // A file or a pipe shall have the line now; a null stream is all of them.
        fflush(nil)
    }

    func trainingEnded(_ model: CompiledModel) { bar?.clear() }

    private static func text(_ logs: TrainingLogs) -> String {
        logs.entries.map { name, value in "\(name) \(number(value))" }.joined(separator: "  ")
    }

    private static func number(_ value: Float) -> String {
        let isSmall = value != 0 && abs(value) < 1e-3
        return String(format: isSmall ? "%.2e" : "%.4f", Double(value))
    }
}
