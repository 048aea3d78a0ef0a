import Synchronization

/// The first losses of a run, kept for its report: a bounded list for each kind, so that many of one don't hide the others.
/// The counts of all stand in the ledgers and channels.
@usableFromInline
package final class LossLog: Sendable {
    package static let limit = 1000

    private let lists = Mutex<[Loss.Kind: [Loss]]>([:])

    private let events: RunEvents

    package init(_ events: RunEvents = RunEvents()) {
        self.events = events
    }

    @usableFromInline
    package func record(_ kind: Loss.Kind, item: ItemID, origin: String?, stage: String, reason: @autoclosure () -> String) {
        let isFull = lists.withLock { $0[kind, default: []].count >= Self.limit }
        guard !isFull || events.isHeard else { return }
        let loss = Loss(kind: kind, item: item, origin: origin, stage: stage, reason: reason())
        lists.withLock { lists in
            if lists[kind, default: []].count < Self.limit { lists[kind, default: []].append(loss) }
        }
        events.send(.lost(loss))
    }

    package var all: [Loss] { lists.withLock { lists in Loss.Kind.allCases.flatMap { lists[$0] ?? [] } } }
}
