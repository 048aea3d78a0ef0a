import Synchronization

/// Looks at a run now and then, tells when it stalls, and ends it where that is asked for or nothing else can help.
final class Watchdog: Sendable {
    private struct State {
        var detector: StallDetector
        /// The first of them.
        var stalls: [StallReport] = []
        /// Whether the stall that goes on is among them.
        var isListed = false
        var verdict: StallReport?
    }

    private let watch: RunWatch
    private let ledger: RunLedger
    private let clock: RunClock
    private let interval: Duration
    private let state: Mutex<State>

    init(_ watch: RunWatch, _ ledger: RunLedger, _ clock: RunClock) {
        self.watch = watch
        self.ledger = ledger
        self.clock = clock
        interval = min(.seconds(1), (watch.stallAfter ?? .seconds(4)) / 4)
        let detector = StallDetector(patience: watch.stallAfter, ends: watch.whenStalled == .end, interval: interval)
        state = Mutex(State(detector: detector))
    }

    /// How many stalls a report lists, so that one of years stays small.
    private static let limit = 100

    /// The first stalls that were told, in order.
    var stalls: [StallReport] { state.withLock(\.stalls) }

    /// Why the run has to end, if it has.
    var verdict: StallReport? { state.withLock(\.verdict) }

    /// Looks until the task is cancelled or the run has to end.
    func run(ending: () -> Void) async {
        while !Task.isCancelled {
            look()
            if verdict != nil { return ending() }
            do { try await clock.look(interval) } catch { return }
        }
    }

    /// Looks once.
    func look() {
        let (sight, now) = (ledger.sight(), clock.now())
        let action = state.withLock { state in
            let action = state.detector.look(sight, at: now)
            switch action {
            case .nothing: break
            case .stalled(let report):
                state.isListed = state.stalls.count < Self.limit
                if state.isListed { state.stalls.append(report) }
            case .movingAgain(let report):
                if state.isListed { state.stalls[state.stalls.count - 1] = report }
            case .end(let report):
                state.stalls.append(report)
                state.verdict = report
            }
            return action
        }
        switch action {
        case .stalled(let report): watch.onEvent?(.stalled(report))
        case .movingAgain(let report): watch.onEvent?(.movingAgain(report))
        // An end is told by the run's failure.
        case .end, .nothing: break
        }
    }
}
