import Dataflow
import DataflowTesting
import Testing

@Suite("Deadlocks", .timeLimit(.minutes(5)))
struct DeadlockTests {
    /// Hands its items on only when it has all of them: with several workers in order, more than there may be between them.
    private struct Hoard: Stage {
        func run(from inlet: Inlet<Int>, into outlet: Outlet<Int>) async throws {
            var items: [Item<Int>] = []
            while let item = try await inlet.next() { items.append(item) }
            for item in items { try await outlet.send(item) }
        }
    }

    @Test("a run that can never go on ends by itself and names what is full")
    func ends() async throws {
        let log = WatchLog()
        let failure = try await log.looking {
            await #expect(throws: RunFailure.self) {
                try await Pipeline {
                    CountingSource(count: 100)
                    Hoard().named("hoard").workers(2).capacity(3)
                    ProbeSink<Int>().named("store")
                }.run(clock: RunClock(log.clock))
            }
        }
        let found = try #require(failure)
        guard case .deadlock(let report)? = found.cause as? WatchdogError else { throw found }
        #expect(found.stage == "hoard")
        #expect(
            report.summary
                == "deadlock: every part waits for another one; the channel before \"hoard\" (3 of 3) and the order window of "
                + "\"hoard\" (4 of 4) are full: give it more capacity, or hand items on in the order in which they come")
        #expect(
            report.parts.map { $0.workers.map(\.activity.rawValue) } == [
                ["waiting for output"], ["waiting for output", "waiting for output"], ["waiting for input"],
            ])
        #expect(found.report.inFlight == 7)
        expectConserved(found.report)
    }

    @Test("a busy run is never taken for one, however often it is looked at", arguments: [1, 4])
    func noFalseAlarm(workers: Int) async throws {
        let log = WatchLog()
        let report = try await log.looking {
            try await Pipeline {
                CountingSource(count: 50_000)
                Apply { (number: Int) in number % 7 == 0 ? nil : number }.named("first").workers(workers).capacity(1)
                ApplyBatch(size: 3) { (numbers: [Int]) in numbers.map { $0 } }.named("second").workers(workers).capacity(2)
                ProbeSink<Int>().capacity(1)
            }.run(clock: RunClock(log.clock))
        }
        #expect(report.ending == .finished)
        #expect(report.stalls.isEmpty)
        expectConserved(report)
    }
}
