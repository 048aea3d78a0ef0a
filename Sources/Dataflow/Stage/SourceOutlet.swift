/// Where a source puts what it emits.
public final class SourceOutlet<Payload: Sendable> {
    @usableFromInline let source: String
    @usableFromInline let channel: ChannelStorage<Item<Payload>>
    @usableFromInline let ledger: WorkerLedger
    @usableFromInline let stop: StopFlag
    private let selection: ItemSelection
    /// What an interrupted run stored.
    private let done: [ItemID: StoredItem]
    private let policy: ErrorPolicy
    private let givingUp: GivingUp
    private let clock: RunClock
    @usableFromInline let isSelecting: Bool
    /// How long an item is of use.
    @usableFromInline let lifetime: Duration?
    @usableFromInline let pace: Pace?
    /// The number of the next item.
    @usableFromInline var index = 0

    init(
        source: String, channel: BoundedChannel<Item<Payload>>, stop: StopFlag, policy: ErrorPolicy, givingUp: GivingUp,
        lifetime: Duration?, pace: Pace?, selection: ItemSelection, done: [ItemID: StoredItem], clock: RunClock
    ) {
        self.source = source
        self.channel = channel.storage
        ledger = givingUp.ledger
        self.stop = stop
        self.policy = policy
        self.givingUp = givingUp
        self.selection = selection
        self.done = done
        isSelecting = !selection.isAll || !done.isEmpty
        self.clock = clock
        self.lifetime = lifetime
        self.pace = pace
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
        if isSelecting, try passOver(origin: emission.origin) { return }
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
        if isSelecting, try passOver(origin: origin) { return }
        var attempts = 0
        while true {
            let made: Payload
            do {
                made = try await payload()
            } catch {
                if policy.isFailing || stop.isSet || Task.isCancelled { throw error }
                attempts += 1
                if attempts <= policy.retries {
                    ledger.addRetried()
                    try await clock.sleep(policy.pause(after: attempts))
                    continue
                }
                guard policy.lastResort != .fail else { throw error }
                try givingUp.giveUp(nextID, origin: origin, error, attempts: attempts)
                index += 1
                return
            }
            return try await pass(Emission(made, timestamp: timestamp, origin: origin))
        }
    }

    /// Whether the next item is not wanted in this run.
    @usableFromInline
    func passOver(origin: String?) throws -> Bool {
        let (isWanted, stored) = (try selection.wants(nextID, origin: origin), done[nextID])
        if let expected = stored?.origin, expected != origin {
            throw DataflowError.changedSource(nextID, expected: expected, found: origin ?? "no origin")
        }
        guard !isWanted || stored != nil else { return false }
        index += 1
        ledger.addPassedOver()
        return true
    }

    /// When an item that is emitted now stops being of use.
    @usableFromInline
    func deadline(after lifetime: Duration) -> Duration { clock.now() + lifetime }

    @usableFromInline
    nonisolated(nonsending) func waitForTurn(_ pace: Pace) async throws {
        try await pace.pass(ledger, waitingFor: .output)
    }

    @inlinable
    nonisolated(nonsending) func pass(_ emission: Emission<Payload>) async throws {
        if let pace { try await waitForTurn(pace) }
        let item = Item(
            id: ItemID(source: source, index: index), timestamp: emission.timestamp, deadline: lifetime.map(deadline(after:)),
            origin: emission.origin, payload: emission.payload)
        do {
            if let id = try channel.offer(item) {
                ledger.beginWaiting(for: .output)
                defer { ledger.endWaiting(for: .output) }
                try await channel.wait(toSend: item, id: id)
            }
        } catch {
            throw CancellationError()
        }
        index += 1
        ledger.addPassed()
    }
}
