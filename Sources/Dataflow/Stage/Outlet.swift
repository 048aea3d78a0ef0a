/// Where one worker of a stage puts its results.
public final class Outlet<Payload: Sendable> {
    @usableFromInline let exit: Exit<Payload>
    @usableFromInline let ledger: WorkerLedger
    @usableFromInline let window: OrderWindow<Payload>?
    @usableFromInline let losses: LossLog
    /// The stage's name, for the list of what was filtered.
    @usableFromInline let stage: String
    /// How many items the worker has sent or filtered, those that wait in the window included.
    @usableFromInline var accounted = 0

    package init(
        _ exit: Exit<Payload>, ledger: WorkerLedger, window: OrderWindow<Payload>? = nil, losses: LossLog, stage: String
    ) {
        self.exit = exit
        self.ledger = ledger
        self.window = window
        self.losses = losses
        self.stage = stage
    }

    /// Hands an item on; waits while the channel behind is full.
    ///
    /// - Throws: `CancellationError` when the run has failed or was cancelled. The stage lets it through.
    @inlinable @inline(__always)
    nonisolated(nonsending) public func send(_ item: Item<Payload>) async throws {
        accounted += 1
        ledger.timer.end(item.id, as: .sent)
        if let window {
            try await window.complete(item.place, id: item.id, with: item, into: self)
        } else {
            try await pass(item)
        }
    }

    /// Counts an item as filtered: it goes no further. The report lists it with the reason.
    @inlinable
    nonisolated(nonsending) public func filter<Input>(
        _ item: Item<Input>, reason: @autoclosure () -> String = "the stage returned nothing"
    ) async throws {
        accounted += 1
        ledger.timer.end(item.id, as: .filtered)
        ledger.addFiltered()
        losses.record(.filtered, item: item.id, origin: item.origin, stage: stage, reason: reason())
        if let window { try await window.complete(item.place, id: item.id, with: nil, into: self) }
    }

    /// Puts an item whose turn it is into the channel of its reader.
    @inlinable @inline(__always)
    nonisolated(nonsending) func pass(_ item: Item<Payload>) async throws {
        if let companions = item.companions { companions.weigh(item.payload) }
        guard let channel = exit.channel else { return try await cross(item) }
        try await channel.pass(item, ledger)
        ledger.addPassed()
    }

    /// Gives an item to those of several readers who are to have it.
    @usableFromInline
    nonisolated(nonsending) func cross(_ item: Item<Payload>) async throws {
        if let crossing = exit.crossing, try await !crossing.pass(item, ledger) {
            losses.record(.filtered, item: item.id, origin: item.origin, stage: stage, reason: Crossing<Payload>.refusal)
        }
    }
}
