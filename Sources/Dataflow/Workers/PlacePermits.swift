/// How many items the workers of an ordered stage may have between them, from taking one to handing its result on.
@usableFromInline
package final class PlacePermits: Sendable {
    /// One element for each item that is out.
    private let out: BoundedChannel<Void>

    package init(count: Int) {
        out = BoundedChannel(capacity: count)
    }

    /// Waits until one more item may be taken. The wait counts as waiting for output: the window is full of results.
    @usableFromInline
    nonisolated(nonsending) package func enter(_ ledger: WorkerLedger) async throws {
        try await out.storage.pass((), ledger)
    }

    /// Up to `count` further permits, as many as there are without waiting.
    @usableFromInline
    package func enterMore(_ count: Int) throws -> Int {
        var entered = 0
        while entered < count, try out.storage.offer(()) == nil { entered += 1 }
        return entered
    }

    func sight(_ kind: StallReport.Queue.Kind, of stage: String) -> RunSight.Queue { out.storage.sight(kind, of: stage) }

    @usableFromInline
    package func leave(_ count: Int) {
        _ = out.receiveWaiting(upTo: count)
    }
}
