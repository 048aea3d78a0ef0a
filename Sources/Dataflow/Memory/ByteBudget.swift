import Synchronization

/// How many bytes the items of a run may hold between them.
///
/// Only sources wait for it: an item is let in while the others leave room, or while there is no other. What stages add to the items on
/// their way is counted and never refused, so that the limit can't bring a run to a standstill; it is exceeded by no more than that.
@usableFromInline
final class ByteBudget: Sendable {
    private struct State {
        var held = 0
        var highest = 0
    }

    let limit: Int
    private let state = Mutex(State())
    /// Bytes have become free since a source looked last.
    private let freed = BoundedChannel<Void>(capacity: 1, overflow: .dropNewest)

    init(limit: Int) {
        self.limit = limit
    }

    var report: MemoryReport {
        state.withLock { MemoryReport(limit: limit, held: $0.held, highest: $0.highest) }
    }

    /// Waits until there is room for an item; the wait counts as waiting for output.
    func admit(_ bytes: Int, _ ledger: WorkerLedger) async throws -> ItemWeight {
        if !take(bytes) {
            ledger.beginWaiting(for: .output)
            defer { ledger.endWaiting(for: .output) }
            while !take(bytes) { _ = try await freed.receive() }
        }
        // Another source may have room too.
        _ = freed.offer(())
        return ItemWeight(granted: bytes, of: self)
    }

    func change(by bytes: Int) {
        state.withLock { state in
            state.held += bytes
            state.highest = max(state.highest, state.held)
        }
        if bytes < 0 { _ = freed.offer(()) }
    }

    var sight: RunSight.Queue {
        let (held, waiting) = (report.held, freed.storage.waiting.receivers)
        return RunSight.Queue(
            StallReport.Queue(.memory, of: "", used: held, capacity: limit, isFull: waiting > 0), receivers: waiting)
    }

    private func take(_ bytes: Int) -> Bool {
        state.withLock { state in
            guard state.held == 0 || state.held + bytes <= limit else { return false }
            state.held += bytes
            state.highest = max(state.highest, state.held)
            return true
        }
    }
}
