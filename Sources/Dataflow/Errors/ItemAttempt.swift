/// Makes something of one item, again and again as a part's error policy wants it.
struct ItemAttempt {
    private let policy: ErrorPolicy
    private let givingUp: GivingUp
    private let clock: RunClock
    private let item: ItemID
    private let origin: String?

    init(_ policy: ErrorPolicy, _ givingUp: GivingUp, _ clock: RunClock, item: ItemID, origin: String?) {
        self.policy = policy
        self.givingUp = givingUp
        self.clock = clock
        self.item = item
        self.origin = origin
    }

    /// What `body` makes; `nil` where the item was given up, which is counted and listed then.
    ///
    /// - Parameter isStopping: whether there is no use in trying again.
    /// - Throws: what `body` threw last, if the policy does not cover it.
    nonisolated(nonsending) func run<Made>(
        isStopping: () -> Bool = { false }, _ body: () async throws -> Made
    ) async throws -> Made? {
        var attempts = 0
        while true {
            do {
                return try await body()
            } catch {
                if policy.isFailing || isStopping() || Task.isCancelled { throw error }
                attempts += 1
                if attempts <= policy.retries {
                    givingUp.retry(item, origin: origin, error, attempts: attempts)
                    try await clock.sleep(policy.pause(after: attempts), of: givingUp.ledger)
                    continue
                }
                guard policy.lastResort != .fail else { throw error }
                try givingUp.giveUp(item, origin: origin, error, attempts: attempts)
                _ = givingUp.ledger.timer.endEmission(item, origin: origin, as: givingUp.outcome)
                return nil
            }
        }
    }
}
