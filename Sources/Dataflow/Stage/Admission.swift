/// What an item has to pass before a worker gets it: the part's rate, and the question whether it is too late for it.
@usableFromInline
final class Admission: Sendable {
    private let pace: Pace?
    private let dropsLate: Bool
    private let stage: String
    private let clock: RunClock
    private let losses: LossLog

    /// `nil` for a part that lets everything in at once.
    init?(_ settings: StageSettings, pace: Pace?, clock: RunClock, losses: LossLog) {
        guard pace != nil || settings.dropsLate else { return nil }
        self.pace = pace
        dropsLate = settings.dropsLate
        stage = settings.name
        self.clock = clock
        self.losses = losses
    }

    /// Waits until the part may take one more item.
    @usableFromInline
    func waitForTurn(_ ledger: WorkerLedger) async throws {
        try await pace?.pass(ledger, waitingFor: .input)
    }

    @usableFromInline
    func charge(_ count: Int) { pace?.charge(count) }

    /// Whether the item's deadline has passed; it is then counted and listed as late.
    @usableFromInline
    func turnsAway(_ item: ItemLabel, deadline: Duration?, _ ledger: WorkerLedger) -> Bool {
        guard dropsLate, let deadline, deadline < clock.now() else { return false }
        ledger.addLate()
        losses.record(
            .late, item: item.id, origin: item.origin, stage: stage,
            reason: "its deadline was \(readable(clock.now() - deadline)) ago")
        return true
    }
}
