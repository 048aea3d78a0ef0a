import Synchronization

/// Spaces the items of a part out, all its workers taken together: no more than a number in a second.
///
/// A slot is a moment; what comes before the next free slot waits for it. Slots that went by unused are lost, so that a pause is not
/// followed by a burst.
@usableFromInline
final class Pace: Sendable {
    private let interval: Duration
    private let clock: RunClock
    private let nextFree = Mutex(Duration.zero)

    init(itemsPerSecond: Double, clock: RunClock) {
        interval = .seconds(1 / itemsPerSecond)
        self.clock = clock
    }

    /// Waits for the next free slot; the wait counts as one for `wait`.
    func pass(_ ledger: WorkerLedger, waitingFor wait: WorkerLedger.Wait) async throws {
        let now = clock.now()
        let slot = take(1, from: now)
        guard slot > now else { return }
        ledger.beginWaiting(for: wait)
        defer { ledger.endWaiting(for: wait) }
        try await clock.sleep(slot - now, of: ledger)
    }

    /// Takes the slots of items that come along with one that has passed.
    func charge(_ count: Int) {
        if count > 0 { _ = take(count, from: clock.now()) }
    }

    private func take(_ count: Int, from now: Duration) -> Duration {
        nextFree.withLock { nextFree in
            let slot = max(nextFree, now)
            nextFree = slot + interval * count
            return slot
        }
    }
}
