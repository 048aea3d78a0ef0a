import Keras
import Synchronization

/// Ends a training after the batch under way, once a signal has asked for it.
final class StopWish: TrainingCallback, Sendable {
    private let asked = Mutex<Int32?>(nil)

    /// The signal that asked.
    var signal: Int32? { asked.withLock { $0 } }

    func ask(_ signal: Int32) { asked.withLock { $0 = signal } }

    func batchEnded(_ progress: TrainingProgress, _ logs: TrainingLogs, _ model: CompiledModel) {
        if signal != nil { model.stopsTraining = true }
    }
}
