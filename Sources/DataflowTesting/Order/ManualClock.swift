import Dataflow
import Synchronization

/// A clock that stands still until a test moves it on.
public final class ManualClock: Clock, Sendable {
    /// A moment of the clock, by its distance from the clock's start.
    public struct Instant: InstantProtocol {
        public let offset: Duration

        public func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        public func duration(to other: Instant) -> Duration { other.offset - offset }
        public static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct Sleeper {
        let id: UInt64
        let deadline: Instant
        let isWatchdog: Bool
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now = Instant(offset: .zero)
        var nextID: UInt64 = 0
        var sleepers: [Sleeper] = []
        /// Cancelled before they fell asleep.
        var cancelled: Set<UInt64> = []
    }

    private let state = Mutex(State())
    /// One element for each task that has fallen asleep.
    private let arrivals = Gate()
    /// One for each time that a watchdog has.
    private let looks = Gate()

    public init() {}

    public var now: Instant { state.withLock(\.now) }
    public var minimumResolution: Duration { .nanoseconds(1) }

    public func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try await sleep(until: deadline, isWatchdog: false)
    }

    private func sleep(until deadline: Instant, isWatchdog: Bool) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        defer { state.withLock { _ = $0.cancelled.remove(id) } }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let action = state.withLock { state -> Result<Void, any Error>? in
                    if state.cancelled.contains(id) { return .failure(CancellationError()) }
                    if deadline <= state.now { return .success(()) }
                    state.sleepers.append(Sleeper(id: id, deadline: deadline, isWatchdog: isWatchdog, continuation: continuation))
                    return nil
                }
                if let action { continuation.resume(with: action) } else { (isWatchdog ? looks : arrivals).noteVisitor() }
            }
        } onCancel: {
            let sleeper = state.withLock { state -> Sleeper? in
                guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else {
                    state.cancelled.insert(id)
                    return nil
                }
                return state.sleepers.remove(at: index)
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Moves the clock on and wakes everyone whose time has come, those first who are due first.
    public func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.now = state.now.advanced(by: duration)
            let due = state.sleepers.filter { $0.deadline <= state.now }.sorted { $0.deadline < $1.deadline }
            state.sleepers.removeAll { $0.deadline <= state.now }
            return due
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// Waits until `count` more tasks have fallen asleep on this clock. The watchdog of a run is not one of them.
    public func waitForSleepers(_ count: Int = 1) async throws {
        try await arrivals.waitForVisitors(count)
    }

    /// Waits until the watchdog of a run has looked `count` more times.
    public func waitForLooks(_ count: Int = 1) async throws {
        try await looks.waitForVisitors(count)
    }

    /// How many are asleep now, the watchdog of a run not counted.
    public var sleepers: Int { state.withLock { $0.sleepers.count { !$0.isWatchdog } } }
}

extension ManualClock: LookTelling {
    package func look(for duration: Duration) async throws {
        try await sleep(until: now.advanced(by: duration), isWatchdog: true)
    }
}
