/// What an item has to pass before a worker gets it: the part's rate, and the questions whether it is too late for it and whether the
/// part has stored it already.
@usableFromInline
final class Admission: Sendable {
    private let pace: Pace?
    private let dropsLate: Bool
    /// What a sink stored in an interrupted run.
    private let stored: Set<ItemID>
    private let stage: String
    private let clock: RunClock
    private let losses: LossLog

    /// `nil` for a part that lets everything in at once.
    init?(_ settings: StageSettings, pace: Pace?, stored: Set<ItemID> = [], clock: RunClock, losses: LossLog) {
        guard pace != nil || settings.dropsLate || !stored.isEmpty else { return nil }
        self.stored = stored
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

    /// Whether the part does not want the item: it is then counted as passed over, or counted and listed as late.
    @usableFromInline
    func turnsAway(_ item: ItemLabel, deadline: Duration?, _ ledger: WorkerLedger) -> Bool {
        if stored.contains(item.id) {
            ledger.addPassedOver()
            return true
        }
        guard dropsLate, let deadline, deadline < clock.now() else { return false }
        ledger.addLate()
        losses.record(
            .late, item: item.id, origin: item.origin, stage: stage,
            reason: "its deadline was \(readable(clock.now() - deadline)) ago")
        return true
    }
}
