import Synchronization

/// The first losses of a run, kept for its report: a bounded list for each kind, so that many of one don't hide the others.
/// The counts of all stand in the ledgers and channels.
@usableFromInline
package final class LossLog: Sendable {
    package static let limit = 1000

    private let lists = Mutex<[Loss.Kind: [Loss]]>([:])

    package init() {}

    @usableFromInline
    package func record(_ kind: Loss.Kind, item: ItemID, origin: String?, stage: String, reason: @autoclosure () -> String) {
        lists.withLock { lists in
            guard lists[kind, default: []].count < Self.limit else { return }
            let loss = Loss(kind: kind, item: item, origin: origin, stage: stage, reason: reason())
            lists[kind, default: []].append(loss)
        }
    }

    package var all: [Loss] { lists.withLock { lists in Loss.Kind.allCases.flatMap { lists[$0] ?? [] } } }
}
