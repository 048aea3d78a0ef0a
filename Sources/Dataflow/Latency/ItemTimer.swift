public import Synchronization

/// Times one worker's work on its items: from the moment the worker gets one until it hands it on, leaves it out, stores it or fails.
///
/// Reading the clock twice for each item would cost an empty stage a quarter of its pace. So quick items are not all timed: the
/// quicker they are, the fewer, down to one of 64, at random distances; each stands for those that went by. Items of 10 µs and
/// more are all timed, and with an observer that wants every span so are the others.
///
/// The worker alone times; anyone may read meanwhile.
@usableFromInline
package final class ItemTimer: Sendable {
    /// The number of the item that is timed next.
    @usableFromInline let due = Atomic(0)
    /// Whether something is being timed.
    @usableFromInline let isOpen = Atomic(false)
    private let state = Mutex(TimedWork())

    init() {}

    /// Gives spans to observers as well. Called before the worker begins.
    func observe(_ listener: SpanListener) {
        state.withLock { $0.listener = listener }
    }

    /// Times nothing, for a worker that has other work than its items.
    func turnOff() { due.store(.max, ordering: .relaxed) }

    /// The times of the worker's items so far, and those of the whole way of the items that it stored.
    func add(to service: inout LatencyHistogram, _ way: inout LatencyHistogram) {
        // Merged where they lie: a copy would make the worker's next record copy too.
        state.withLock {
            service.merge($0.service)
            way.merge($0.way)
        }
    }
}

// MARK: Beginning

extension ItemTimer {
    /// Whether an item is to be timed, given how many the worker has had with it.
    @inlinable
    func isDue(_ count: Int) -> Bool { count >= due.load(ordering: .relaxed) }

    @inlinable var isTiming: Bool { isOpen.load(ordering: .relaxed) }

    /// The worker has got an item, or a source begins to make one, of which nothing is known yet.
    @usableFromInline
    func start(_ item: ItemLabel?, _ count: Int) {
        let now = monotonicNanoseconds()
        let isOpen = state.withLock { work in
            work.begin(item, count: count, at: now)
            return work.isOpen
        }
        self.isOpen.store(isOpen, ordering: .relaxed)
    }

    /// Lets the span that was begun last begin now: with the whole batch, of which the worker got the first item before.
    @usableFromInline
    func restart(_ items: [ItemLabel], _ count: Int) {
        let now = monotonicNanoseconds()
        state.withLock { $0.restart(items, count: count, at: now) }
    }

    /// An item was counted, but the worker doesn't get it.
    func passBy() {
        state.withLock { $0.passBy() }
    }
}

// MARK: Ending

extension ItemTimer {
    /// The worker's work on an item is over. The first of a batch ends the span of the batch.
    @inlinable
    func end(_ id: ItemID, as outcome: WorkSpan.Outcome) {
        if isTiming { finish(id, outcome) }
    }

    /// A source hands a payload over: what the item's envelope tells of that.
    @inlinable
    func endEmission(_ id: ItemID, origin: String?, as outcome: WorkSpan.Outcome = .emitted) -> EmissionStamp {
        isTiming ? finishEmission(id, origin, outcome) : .none
    }

    /// An item has come to its sink.
    @inlinable
    func arrive(_ stamp: EmissionStamp) {
        if stamp.weight > 0 { finishWay(stamp) }
    }

    /// All that is open ends like this.
    func endAll(as outcome: WorkSpan.Outcome) {
        guard isTiming else { return }
        let now = monotonicNanoseconds()
        settle { $0.endAll(as: outcome, at: now) }
    }

    @usableFromInline
    func finish(_ id: ItemID, _ outcome: WorkSpan.Outcome) {
        let now = monotonicNanoseconds()
        settle { work in work.end(id, as: outcome, at: now).map { [$0] } ?? [] }
    }

    @usableFromInline
    func finishEmission(_ id: ItemID, _ origin: String?, _ outcome: WorkSpan.Outcome) -> EmissionStamp {
        let now = monotonicNanoseconds()
        var stamp = EmissionStamp.none
        settle { work in
            work.name(ItemLabel(id: id, origin: origin))
            guard let ended = work.end(id, as: outcome, at: now) else { return [] }
            stamp = EmissionStamp(time: now, weight: UInt8(clamping: ended.weight))
            return [ended]
        }
        return stamp
    }

    @usableFromInline
    func finishWay(_ stamp: EmissionStamp) {
        let now = monotonicNanoseconds()
        state.withLock { $0.way.record(now - stamp.time, weight: Int(stamp.weight)) }
    }

    /// Ends spans, and tells the observers of them outside of the lock.
    private func settle(_ end: (inout TimedWork) -> [TimedWork.Ended]) {
        let (ended, listener) = state.withLock { work in
            let ended = end(&work)
            due.store(work.due, ordering: .relaxed)
            isOpen.store(work.isOpen, ordering: .relaxed)
            return (ended, work.listener)
        }
        if let listener { for span in ended { listener.hear(span) } }
    }
}
