public import Synchronization

/// Which item a worker was given last, for others to read. Kept only in runs that ask for it.
///
/// The number of the item is an atomic; only where its source or its origin is another one than before is a lock taken, so that
/// items without origins, of which there may be millions a second, cost a store each.
@usableFromInline
final class ItemPosition: Sendable {
    private struct Names {
        var source = ""
        var origin: String?
        /// The whole batch, as long as its first item is the one at hand.
        var batch: [ItemLabel] = []
    }

    /// Set before the run's first item.
    @usableFromInline let isKept = Atomic(false)
    /// -1 while there is none.
    @usableFromInline let index = Atomic(-1)
    private let names = Mutex(Names())

    /// - Parameter last: the item noted before.
    @inlinable
    func note(_ item: ItemLabel, after last: ItemLabel?) {
        guard isKept.load(ordering: .relaxed) else { return }
        if let last, last.id.source == item.id.source, last.origin == item.origin {
            index.store(item.id.index, ordering: .relaxed)
        } else {
            rename(item)
        }
    }

    @usableFromInline
    func rename(_ item: ItemLabel) {
        names.withLock { $0 = Names(source: item.id.source, origin: item.origin) }
        index.store(item.id.index, ordering: .relaxed)
    }

    /// The batch whose first item was noted last.
    @inlinable
    func note(batch: [ItemLabel]) {
        if batch.count > 1, isKept.load(ordering: .relaxed) { keep(batch) }
    }

    @usableFromInline
    func keep(_ batch: [ItemLabel]) {
        names.withLock { $0.batch = batch }
    }

    /// The worker has no item in hand.
    @inlinable
    func clear() {
        index.store(-1, ordering: .relaxed)
    }

    /// The item or the batch that was noted last. What is read while the worker goes on may be half of one item and half of the next.
    var items: [StallReport.Item] {
        let index = index.load(ordering: .relaxed)
        guard index >= 0 else { return [] }
        let names = names.withLock { $0 }
        if let first = names.batch.first, first.id.index == index {
            return names.batch.map { StallReport.Item($0.id, origin: $0.origin) }
        }
        return [StallReport.Item(ItemID(source: names.source, index: index), origin: names.origin)]
    }
}
