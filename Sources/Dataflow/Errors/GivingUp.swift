/// Gives items up for one worker: counts them, lists them and writes their dead letters.
package final class GivingUp: Sendable {
    let ledger: WorkerLedger
    private let stage: String
    private let losses: LossLog
    private let events: RunEvents
    /// Present where the policy wants letters.
    private let letters: DeadLetterFile?

    init(stage: String, ledger: WorkerLedger, losses: LossLog, letters: DeadLetterFile?, events: RunEvents) {
        self.stage = stage
        self.ledger = ledger
        self.losses = losses
        self.events = events
        self.letters = letters
    }

    /// What becomes of an item that is given up.
    var outcome: WorkSpan.Outcome { letters == nil ? .skipped : .deadLettered }

    /// Counts a further attempt at an item.
    func retry(_ item: ItemID, origin: String?, _ error: any Error, attempts: Int) {
        ledger.addRetried()
        events.send(.retried(Retry(stage: stage, item: item, origin: origin, attempts: attempts, error: "\(error)")))
    }

    /// - Throws: `FileRefusal` where the dead letter can't be written; the item is not given up then.
    func giveUp(_ item: ItemID, origin: String?, _ error: any Error, attempts: Int) throws {
        guard let letters else {
            ledger.addSkipped()
            return losses.record(.skipped, item: item, origin: origin, stage: stage, reason: "\(error)")
        }
        try letters.append(
            DeadLetter(item: item, origin: origin, stage: stage, error: "\(error)", attempts: attempts))
        ledger.addDeadLettered()
        losses.record(.deadLettered, item: item, origin: origin, stage: stage, reason: "\(error)")
    }

    /// Lists an item that the part filtered.
    func noteFiltered(_ item: ItemID, origin: String?, reason: String) {
        losses.record(.filtered, item: item, origin: origin, stage: stage, reason: reason)
    }
}
