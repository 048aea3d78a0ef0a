public import DequeModule

/// Where one worker gets its items.
public final class Inlet<Payload: Sendable> {
    @usableFromInline let channel: ChannelStorage<Item<Payload>>
    @usableFromInline let ledger: WorkerLedger
    /// Present where several workers share the channel and keep the order.
    @usableFromInline let permits: PlacePermits?
    /// How many items to take from the channel at once. They keep their slots there until they are all worked on: fewer
    /// visits to the channel, no more items in memory. More than one only where no other worker and no overflow policy
    /// has a claim on them.
    @usableFromInline let ahead: Int
    @usableFromInline var taken = Deque<Item<Payload>>()
    /// What is kept of the items given last, so that they can be given again.
    @usableFromInline let keeping: InletKeeping
    /// The item given last, or the first of the batch given last: named in the error if the stage fails.
    @usableFromInline var current: ItemLabel?
    /// The batch given last, for an error that names a position in it; empty while it is one item.
    @usableFromInline var batch: [ItemLabel] = []
    /// The items given last, as far as they are kept.
    @usableFromInline var kept: [Item<Payload>] = []
    /// How many of those to come are given alone, because one of them made a batch fail.
    @usableFromInline var alone = 0
    @usableFromInline var hasEnded = false
    /// Present where items have to pass something before the worker gets them.
    @usableFromInline let admission: Admission?
    @usableFromInline let clock: RunClock
    /// Gives the place of an item free that the worker does not get.
    var release: ((ItemLabel) async throws -> Void)?

    init(
        channel: BoundedChannel<Item<Payload>>, ledger: WorkerLedger, permits: PlacePermits? = nil, ahead: Int,
        keeping: InletKeeping, admission: Admission?, clock: RunClock
    ) {
        self.channel = channel.storage
        self.ledger = ledger
        self.permits = permits
        self.ahead = ahead
        self.keeping = keeping
        self.admission = admission
        self.clock = clock
    }

    /// The next item; waits for one. `nil` when the input is over.
    ///
    /// - Throws: `CancellationError` when the run has failed or was cancelled. The stage lets it through.
    @inlinable @inline(__always)
    nonisolated(nonsending) public func next() async throws -> Item<Payload>? {
        if !batch.isEmpty { batch = [] }
        // What is kept would keep a join waiting for it.
        if keeping != .nothing { kept = [] }
        if let admission { try await admission.waitForTurn(ledger) }
        while true {
            let next = if let item = taken.popFirst() { item } else { try await receive() }
            guard let item = next else { return nil }
            note(item)
            if let admission, try await turnsAway(item, admission) { continue }
            if keeping == .everything { kept = [item] }
            if ledger.isDue { beginTiming() }
            return item
        }
    }

    /// The next item and up to `limit - 1` behind it, waiting up to `wait` for those. Empty when the input is over.
    @inlinable
    nonisolated(nonsending) public func next(
        upTo limit: Int, waiting wait: Duration = .zero
    ) async throws -> [Item<Payload>] {
        guard let first = try await next() else { return [] }
        var items = [first]
        if alone > 0 {
            alone -= 1
        } else if limit > 1 {
            // What was taken before has its places already.
            if taken.isEmpty { try takeWaiting(limit - 1) }
            while items.count < limit, let item = taken.popFirst() { items.append(item) }
            if wait > .zero, items.count < limit { try await fill(&items, upTo: limit, within: wait) }
            ledger.addTaken(items.count - 1)
            if let admission { try await admit(&items, admission) }
        }
        batch = items.map { ItemLabel($0) }
        if ledger.timer.isTiming { ledger.restartTiming(batch) }
        ledger.position.note(batch: batch)
        if keeping != .nothing { kept = items }
        return items
    }

    /// Says that a sink has stored an item that this inlet gave.
    @inlinable
    public func markStored(_ item: Item<Payload>) {
        ledger.timer.end(item.id, as: .stored)
        ledger.timer.arrive(item.stamp)
        ledger.addPassed()
    }

    /// What the worker reports when its stage threw `error`, with `unaccounted` of the items it was given not yet sent or
    /// filtered. Counts the items it failed at.
    package func failure(_ error: any Error, unaccounted: Int) -> any Error {
        // What a cancelled worker throws is an echo; its items are in flight.
        if Task.isCancelled { return error }
        ledger.timer.endAll(as: .failed)
        if let failed = error as? FailedInput, batch.indices.contains(failed.position), unaccounted > 0 {
            ledger.addFailed()
            let item = batch[failed.position]
            return WorkerFailure(item: item.id, origin: item.origin, cause: failed.cause)
        }
        guard unaccounted > 0 else { return WorkerFailure(item: nil, origin: nil, cause: error) }
        ledger.addFailed(min(unaccounted, max(1, batch.count)))
        return WorkerFailure(item: current?.id, origin: current?.origin, cause: error)
    }

    /// Puts back what was taken ahead and not worked on.
    package func close() {
        if !taken.isEmpty { channel.giveBack(taken) }
        taken.removeAll()
    }
}

extension Inlet {
    /// Whether the item is too late for the worker; it is then counted, and its place is free.
    @usableFromInline
    nonisolated(nonsending) func turnsAway(_ item: Item<Payload>, _ admission: Admission) async throws -> Bool {
        let label = ItemLabel(item)
        guard admission.turnsAway(label, deadline: item.deadline, ledger) else { return false }
        ledger.timer.passBy()
        try await release?(label)
        return true
    }

    /// Takes out of a batch, but for its first item, what is too late.
    @usableFromInline
    nonisolated(nonsending) func admit(_ items: inout [Item<Payload>], _ admission: Admission) async throws {
        admission.charge(items.count - 1)
        var admitted = [items[0]]
        for item in items.dropFirst() where try await !turnsAway(item, admission) { admitted.append(item) }
        items = admitted
    }

    @usableFromInline
    func beginTiming() { ledger.beginTiming(current) }

    @inlinable
    func note(_ item: Item<Payload>) {
        ledger.addTaken()
        let label = ItemLabel(item)
        ledger.position.note(label, after: current)
        current = label
    }

    @inlinable
    nonisolated(nonsending) func receive() async throws -> Item<Payload>? {
        if Task.isCancelled { throw CancellationError() }
        if ahead > 1 {
            channel.takeAhead(upTo: ahead, into: &taken)
            if let item = taken.popFirst() { return item }
        }
        if let permits {
            // What it was given last is done, and may be far away.
            ledger.position.clear()
            try await permits.enter(ledger)
        }
        switch try channel.poll() {
        case .element(let item, let ordinal): return accept(item, ordinal)
        case .finished: return end()
        case .wait(let id):
            ledger.beginWaiting(for: .input)
            defer { ledger.endWaiting(for: .input) }
            guard let (item, ordinal) = try await channel.receive(waitingAs: id) else { return end() }
            return accept(item, ordinal)
        }
    }

    @inlinable
    func accept(_ item: Item<Payload>, _ place: Int) -> Item<Payload> {
        var item = item
        item.place = place
        return item
    }

    @inlinable
    func end() -> Item<Payload>? {
        hasEnded = true
        return nil
    }

    /// Fills `taken` from what waits in the channel.
    @inlinable
    func takeWaiting(_ limit: Int) throws {
        guard let permits else {
            channel.take(upTo: limit, into: &taken)
            return
        }
        let permitted = try permits.enterMore(limit)
        let place = channel.take(upTo: permitted, into: &taken)
        permits.leave(permitted - taken.count)
        for index in taken.indices { taken[index].place = place + index }
    }
}
