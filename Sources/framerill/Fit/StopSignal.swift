import Foundation
import Keras
import Synchronization

/// Lets the first Ctrl-C end a training after the batch under way, so that what was learnt can be saved; a second one leaves at once.
final class StopSignal: TrainingCallback {
    private static let count = Atomic(0)

    /// The signal that ended the training.
    var wasSent: Bool { Self.count.load(ordering: .relaxed) > 0 }

    init() {
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                if StopSignal.count.add(1, ordering: .relaxed).newValue > 1 { _exit(128 + number) }
            }
        }
    }

    func batchEnded(_ progress: TrainingProgress, _ logs: TrainingLogs, _ model: CompiledModel) {
        if wasSent { model.stopsTraining = true }
    }
}
