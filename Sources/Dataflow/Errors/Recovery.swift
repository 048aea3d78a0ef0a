/// How one worker goes on after its part failed: by the part's policy.
final class Recovery<Payload: Sendable> {
    private let givingUp: GivingUp
    private let policy: ErrorPolicy
    private let inlet: Inlet<Payload>
    private let clock: RunClock
    /// Gives an item's place in the order free.
    private let release: (ItemLabel) async throws -> Void
    /// The item that failed last, and how often.
    private var failed: (id: ItemID, attempts: Int)?

    init(
        _ settings: StageSettings, _ inlet: Inlet<Payload>, _ givingUp: GivingUp, _ clock: RunClock,
        release: @escaping (ItemLabel) async throws -> Void = { _ in }
    ) {
        policy = settings.onError
        self.givingUp = givingUp
        self.inlet = inlet
        self.clock = clock
        self.release = release
    }

    /// Runs a part's loop until it ends, and again after each failure that the policy covers.
    ///
    /// - Parameter unaccounted: How many of the items given to the part it has not accounted for.
    func run(_ loop: () async throws -> Void, unaccounted: () -> Int) async throws {
        while true {
            do {
                return try await loop()
            } catch {
                try await recover(from: error, unaccounted: unaccounted())
            }
        }
    }

    /// Returns when the part can be run again, with what it was given and did not account for, less what was given up.
    ///
    /// - Parameter unaccounted: how many of the items given to the part were neither sent, stored nor filtered.
    /// - Throws: `error`, with the item it happened at, where the policy does not cover it.
    private func recover(from error: any Error, unaccounted: Int) async throws {
        guard !policy.isFailing, !Task.isCancelled, unaccounted >= 1, unaccounted <= inlet.latest.count else {
            throw inlet.failure(error, unaccounted: unaccounted)
        }
        // A part works on what it is given in order, so that what is left is the end of it.
        let first = inlet.latest.count - unaccounted
        guard let position = position(of: error, from: first) else {
            inlet.ledger.timer.endAll(as: .retried)
            inlet.giveAgain(from: first, oneByOne: true)
            return
        }
        let item = inlet.latest[position]
        let attempts = failed.map { $0.id == item.id ? $0.attempts + 1 : 1 } ?? 1
        if attempts <= policy.retries {
            failed = (item.id, attempts)
            inlet.ledger.timer.endAll(as: .retried)
            inlet.giveAgain(from: first)
            givingUp.retry(item.id, origin: item.origin, error, attempts: attempts)
            try await clock.sleep(policy.pause(after: attempts), of: givingUp.ledger)
            return
        }
        failed = nil
        guard policy.lastResort != .fail else { throw inlet.failure(error, unaccounted: unaccounted) }
        do {
            try givingUp.giveUp(item.id, origin: item.origin, (error as? FailedInput)?.cause ?? error, attempts: attempts)
        } catch {
            throw inlet.failure(error, unaccounted: 1)
        }
        inlet.ledger.timer.endAll(as: givingUp.outcome)
        inlet.giveAgain(from: first, except: position)
        try await release(item)
    }

    /// Which of the latest items is to blame; `nil` where it may be any of several.
    private func position(of error: any Error, from first: Int) -> Int? {
        if let failed = error as? FailedInput, (first..<inlet.latest.count).contains(failed.position) { return failed.position }
        return first == inlet.latest.count - 1 ? first : nil
    }
}
