/// Gives items up for one worker: counts them, lists them and writes their dead letters.
package final class GivingUp: Sendable {
    let ledger: WorkerLedger
    private let stage: String
    private let losses: LossLog
    /// Present where the policy wants letters.
    private let letters: DeadLetterFile?

    init(stage: String, ledger: WorkerLedger, losses: LossLog, letters: DeadLetterFile?) {
        self.stage = stage
        self.ledger = ledger
        self.losses = losses
        self.letters = letters
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
