/// Where a source puts what it emits.
public final class SourceOutlet<Payload: Sendable> {
    @usableFromInline let source: String
    @usableFromInline let exit: Exit<Payload>
    @usableFromInline let ledger: WorkerLedger
    @usableFromInline let stop: StopFlag
    private let selection: ItemSelection
    /// What an interrupted run stored.
    private let done: [ItemID: StoredBefore]
    private let policy: ErrorPolicy
    private let givingUp: GivingUp
    @usableFromInline let budget: ByteBudget?
    private let clock: RunClock
    /// Whether an emission is looked at before it is taken.
    @usableFromInline var isSelecting: Bool
    private var interception: (@Sendable () async throws -> Void)?
    /// How long an item is of use.
    @usableFromInline let lifetime: Duration?
    @usableFromInline let pace: Pace?
    /// The number of the next item.
    @usableFromInline var index = 0

    init(
        source: String, exit: Exit<Payload>, stop: StopFlag, policy: ErrorPolicy, givingUp: GivingUp,
        lifetime: Duration?, pace: Pace?, selection: ItemSelection, done: [ItemID: StoredBefore],
        budget: ByteBudget?, clock: RunClock
    ) {
        self.source = source
        self.exit = exit
        ledger = givingUp.ledger
        self.stop = stop
        self.policy = policy
        self.givingUp = givingUp
        self.selection = selection
        self.done = done
        isSelecting = !selection.isAll || !done.isEmpty
        self.budget = budget
        self.clock = clock
        self.lifetime = lifetime
        self.pace = pace
        ledger.beginTiming(nil)
    }

    /// The identity that the next emission will get.
    public var nextID: ItemID { ItemID(source: source, index: index) }

    /// Numbers a payload and hands it on; waits while the channel behind is full.
    ///
    /// - Throws: `CancellationError` when the run is stopping, has failed or was cancelled; the emission did not happen then.
    ///   The source lets the error through and is not blamed for it.
    @inlinable
    nonisolated(nonsending) public func send(_ emission: Emission<Payload>) async throws {
        if stop.isSet { throw CancellationError() }
        if isSelecting, try await passOver(origin: emission.origin) { return }
        try await pass(emission)
    }

    /// Makes a payload, numbers it and hands it on. Where making it fails, the source's error policy holds for this item alone, and
    /// where the run does not want the item, `payload` is not called.
    ///
    /// - Parameter origin: The file or address that the payload is made from.
    /// - Throws: as ``send(_:)``; and what `payload` threw, if the policy does not cover it.
    nonisolated(nonsending) public func send(
        origin: String?, timestamp: Duration? = nil, making payload: () async throws -> Payload
    ) async throws {
        if stop.isSet { throw CancellationError() }
        if isSelecting, try await passOver(origin: origin) { return }
        let attempt = ItemAttempt(policy, givingUp, clock, item: nextID, origin: origin)
        guard let made = try await attempt.run(isStopping: { stop.isSet }, payload) else {
            index += 1
            ledger.beginTiming(nil)
            return
        }
        try await pass(Emission(made, timestamp: timestamp, origin: origin))
    }

    /// Whether the next item is not wanted in this run.
    @usableFromInline
    nonisolated(nonsending) func passOver(origin: String?) async throws -> Bool {
        let (isWanted, stored) = (try selection.wants(nextID, origin: origin), done[nextID])
        if let expected = stored?.origin, expected != origin {
            throw DataflowError.changedSource(nextID, expected: expected, found: origin ?? "no origin")
        }
        guard !isWanted || stored?.isWhole == true else {
            try await interception?()
            return false
        }
        index += 1
        ledger.addPassedOver()
        ledger.restartTiming([])
        return true
    }

    /// Lets `body` wait or throw before each item that the run wants is emitted.
    package func intercept(_ body: @escaping @Sendable () async throws -> Void) {
        interception = body
        isSelecting = true
    }

    /// Leaves out the numbers up to that of the next emission, which other items have elsewhere.
    package func skip(to index: Int) {
        precondition(index >= self.index, "source \"\(source)\": skip to \(index): the next number is \(self.index) already")
        self.index = index
    }

    /// When an item that is emitted now stops being of use.
    @usableFromInline
    func deadline(after lifetime: Duration) -> Duration { clock.now() + lifetime }

    /// - Returns: `stamp` with the time after the wait.
    @usableFromInline
    nonisolated(nonsending) func waitForTurn(_ pace: Pace, _ stamp: EmissionStamp) async throws -> EmissionStamp {
        try await pace.pass(ledger, waitingFor: .output)
        return stamp.weight > 0 ? EmissionStamp(time: monotonicNanoseconds(), weight: stamp.weight) : stamp
    }

    @inlinable
    nonisolated(nonsending) func pass(_ emission: Emission<Payload>) async throws {
        let id = ItemID(source: source, index: index)
        var stamp = ledger.timer.endEmission(id, origin: emission.origin)
        if let pace { stamp = try await waitForTurn(pace, stamp) }
        var item = Item(
            id: id, timestamp: emission.timestamp, deadline: lifetime.map(deadline(after:)), origin: emission.origin,
            payload: emission.payload)
        item.stamp = stamp
        if let budget { item.companions = try await weigh(emission.payload, budget) }
        guard let channel = exit.channel else {
            try await cross(item)
            index += 1
            if ledger.isNextDue { ledger.beginTiming(nil) }
            return
        }
        try await channel.pass(item, ledger)
        index += 1
        ledger.addPassed()
        if ledger.isNextDue { ledger.beginTiming(nil) }
    }

    /// Gives an item to those of several readers who are to have it.
    @usableFromInline
    nonisolated(nonsending) func cross(_ item: Item<Payload>) async throws {
        if let crossing = exit.crossing, try await !crossing.pass(item, ledger) {
            givingUp.noteFiltered(item.id, origin: item.origin, reason: Crossing<Payload>.refusal)
        }
    }

    /// Waits until the run may hold so many bytes more.
    @usableFromInline
    nonisolated(nonsending) func weigh(_ payload: Payload, _ budget: ByteBudget) async throws -> ItemCompanions? {
        let bytes = (payload as? any ByteCounted)?.byteCount ?? 0
        return ItemCompanions(tickets: [], weight: try await budget.admit(bytes, ledger))
    }
}
