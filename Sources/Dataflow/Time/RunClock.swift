/// The clock of a run: what waits are timed by. A test gives a clock of its own, so that nothing need be waited for.
public struct RunClock: Sendable {
    /// The time since some moment before the run.
    let now: @Sendable () -> Duration
    let sleep: @Sendable (Duration) async throws -> Void

    public init<Base: Clock>(_ clock: Base) where Base.Duration == Duration {
        let origin = clock.now
        now = { origin.duration(to: clock.now) }
        sleep = { try await clock.sleep(until: clock.now.advanced(by: $0), tolerance: nil) }
    }

    /// The system's clock.
    public static let continuous = RunClock(ContinuousClock())
}
