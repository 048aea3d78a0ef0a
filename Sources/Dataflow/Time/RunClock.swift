/// The clock of a run: what waits are timed by. A test gives a clock of its own, so that nothing need be waited for.
public struct RunClock: Sendable {
    /// The time since some moment before the run.
    package let now: @Sendable () -> Duration
    package let sleep: @Sendable (Duration) async throws -> Void

    /// Sleeps between two looks of the watchdog.
    let look: @Sendable (Duration) async throws -> Void

    public init<Base: Clock>(_ clock: Base) where Base.Duration == Duration {
        let origin = clock.now
        now = { origin.duration(to: clock.now) }
        sleep = { try await clock.sleep(until: clock.now.advanced(by: $0), tolerance: nil) }
        if let clock = clock as? any LookTelling { look = { try await clock.look(for: $0) } } else { look = sleep }
    }

    /// Sleeps for a worker, which is known meanwhile to wait on purpose.
    func sleep(_ duration: Duration, of ledger: WorkerLedger) async throws {
        ledger.add(1, to: ledger.timers)
        defer { ledger.add(-1, to: ledger.timers) }
        try await sleep(duration)
    }

    /// The system's clock.
    public static let continuous = RunClock(ContinuousClock())
}

/// A clock for tests that tells the watchdog's sleeps from all others, which a test waits for and counts.
package protocol LookTelling: Sendable {
    func look(for duration: Duration) async throws
}
