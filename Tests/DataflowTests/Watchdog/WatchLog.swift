import Dataflow
import DataflowTesting

/// What a watched run tells, for a test to wait for; and the clock that makes it look.
struct WatchLog {
    let clock = ManualClock()
    private let events = BoundedChannel<RunWatch.Event>(capacity: 1024, overflow: .dropOldest)

    func watch(
        stallAfter: Duration? = .seconds(4), whenStalled: RunWatch.WhenStalled = .report, stopWithin: Duration? = nil
    ) -> RunWatch {
        RunWatch(stallAfter: stallAfter, whenStalled: whenStalled, stopWithin: stopWithin) { [events] in _ = events.offer($0) }
    }

    /// Moves the clock on by a second from look to look, for as long as the work takes.
    func looking<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [clock] in
                while true {
                    try await clock.waitForLooks()
                    clock.advance(by: .seconds(1))
                }
            }
            defer { group.cancelAll() }
            return try await work()
        }
    }

    /// The next stall of this kind. While the run comes to rest, others may be told before it.
    func stall(where isMeant: (StallReport) -> Bool) async throws -> StallReport {
        try await looking {
            while true {
                if case .stalled(let report)? = try await events.receive(), isMeant(report) { return report }
            }
        }
    }

    /// Waits until the workers do this.
    func rest(_ control: RunControl, at activities: [[RunSight.Activity]]) async {
        while control.sight()?.parts.map({ $0.workers.map(\.activity) }) != activities { await Task.yield() }
    }

    func next() async throws -> RunWatch.Event? { try await events.receive() }

    /// What was told and not waited for.
    var rest: [RunWatch.Event] { events.receiveWaiting(upTo: 1024) }
}
