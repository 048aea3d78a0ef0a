import Dataflow
import DataflowTesting
import Testing

@Suite("A stop that takes too long", .timeLimit(.minutes(5)))
struct StopDeadlineTests {
    private let log = WatchLog()
    private let gate = Gate()

    @Test("is cut short, and what was on its way is named by stage and item")
    func deadline() async throws {
        let (control, sink) = (RunControl(), ProbeSink<Int>(behind: gate))
        async let running = Pipeline {
            CountingSource(count: 100)
            sink.named("store").capacity(3)
        }.run(control: control, clock: RunClock(log.clock), watch: log.watch(stallAfter: nil, stopWithin: .seconds(10)))
        await gate.admit(5)
        try await gate.waitForVisitors(6)
        control.stop()
        try await log.clock.waitForSleepers()
        log.clock.advance(by: .seconds(10))
        let report = try await running
        #expect(report.ending == .cancelled)
        #expect(report.stored == 5)
        let inside = report.stranded.filter { $0.place == .inside }
        #expect(inside.map(\.description) == ["in \"store\": numbers#5"])
        #expect(report.stranded.map(\.count).reduce(0, +) == report.inFlight)
        #expect(report.stranded.flatMap(\.items).map(\.index).sorted() == Array(5..<5 + report.inFlight))
        guard case .stopOverdue(let told)? = try await log.next() else { throw Unmet() }
        #expect(told.contains { $0.description == "in \"store\": numbers#5" })
        #expect(sink.endings == [.abandoned])
        expectConserved(report)
    }

    private struct Unmet: Error {}

    @Test("does not hold for a stage that ends early: what it lets through may take its time")
    func earlyEnd() async throws {
        let sink = ProbeSink<Int>(behind: gate)
        async let running = Pipeline {
            CountingSource(count: 100)
            First().named("first")
            sink
        }.run(clock: RunClock(log.clock), watch: log.watch(stallAfter: nil, stopWithin: .seconds(10)))
        try await gate.waitForVisitors()
        gate.open()
        let report = try await running
        #expect((report.ending, sink.stored) == (.stopped, [0]))
        #expect(log.clock.sleepers == 0)
        #expect(report.stranded.isEmpty)
        expectConserved(report)
    }

    /// Lets one item through.
    private struct First: Stage {
        func run(from inlet: Inlet<Int>, into outlet: Outlet<Int>) async throws {
            if let item = try await inlet.next() { try await outlet.send(item) }
        }
    }

    @Test("a worker that does not come back is told, since the run can't leave without it")
    func unresponsive() async throws {
        let control = RunControl()
        async let running = Pipeline {
            CountingSource(count: 100)
            Apply { [gate] (number: Int) in
                // Of a cancelling this knows nothing.
                await Task { try? await gate.pass() }.value
                return number
            }.named("deaf")
            ProbeSink<Int>()
        }.run(control: control, clock: RunClock(log.clock), watch: log.watch(stallAfter: nil))
        try await gate.waitForVisitors()
        control.cancel()
        try await log.clock.waitForSleepers()
        log.clock.advance(by: .seconds(5))
        guard case .unresponsive(let told)? = try await log.next() else { throw Unmet() }
        #expect(told.ending == .cancelled)
        #expect(told.stranded.contains { $0.description == "in \"deaf\": numbers#0" })
        gate.open()
        let report = try await running
        #expect(report.ending == .cancelled)
        expectConserved(report)
    }
}
