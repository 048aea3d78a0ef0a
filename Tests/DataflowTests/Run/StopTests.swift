import Dataflow
import DataflowTesting
import Testing

@Suite("Stopping and cancelling", .timeLimit(.minutes(5)))
struct StopTests {
    @Test("a stop drains: what was emitted is stored, and the report says stopped")
    func drains() async throws {
        let gate = Gate()
        let sink = ProbeSink<Int>(behind: gate)
        let control = RunControl()
        async let running = Pipeline {
            CountingSource(count: 1_000_000)
            Apply { (number: Int) in number }.named("pass").workers(2)
            sink
        }.run(control: control)
        try await gate.waitForVisitors()
        control.stop()
        gate.open()
        let report = try await running
        #expect(report.ending == .stopped)
        #expect(report.stopped)
        #expect(report.emitted == report.stored)
        #expect(report.emitted < 1_000_000)
        #expect(sink.stored == Array(0..<report.stored))
        #expect(sink.endings == [.finished])
        expectConserved(report)
    }

    @Test("a stop wakes a source that waits for its camera")
    func wakesSource() async throws {
        let source = ProbeSource<Int>()
        let sink = ProbeSink<Int>()
        let control = RunControl()
        async let running = Pipeline {
            source
            sink
        }.run(control: control)
        await source.send(1)
        try await sink.wait(for: 1)
        control.stop()
        let report = try await running
        #expect(report.ending == .stopped)
        #expect(sink.stored == [1])
        expectConserved(report)
    }

    @Test("a run that was stopped before it began emits nothing")
    func stoppedBefore() async throws {
        let control = RunControl()
        control.stop()
        let report = try await Pipeline {
            CountingSource(count: 10)
            ProbeSink<Int>()
        }.run(control: control)
        #expect((report.ending, report.emitted) == (.stopped, 0))
        expectConserved(report)
    }

    @Test("a cancel leaves at once, with what was on its way in flight", arguments: [true, false])
    func cancels(byTask: Bool) async throws {
        let gate = Gate()
        let sink = ProbeSink<Int>(behind: gate)
        let control = RunControl()
        let pipeline = Pipeline {
            CountingSource(count: 1_000_000)
            Apply { (number: Int) in number }.named("pass").workers(2)
            sink
        }
        let running = Task { try await pipeline.run(control: control) }
        try await gate.waitForVisitors()
        if byTask { running.cancel() } else { control.cancel() }
        let report = try await running.value
        #expect(report.ending == .cancelled)
        #expect(report.inFlight > 0)
        #expect(sink.endings == [.abandoned])
        expectConserved(report)
    }

    @Test("a stop and then a cancel leave at once although nothing can drain")
    func stopThenCancel() async throws {
        let gate = Gate()
        let sink = ProbeSink<Int>(behind: gate)
        let control = RunControl()
        async let running = Pipeline {
            CountingSource(count: 100)
            sink
        }.run(control: control)
        try await gate.waitForVisitors()
        control.stop()
        control.cancel()
        let report = try await running
        #expect(report.ending == .cancelled)
        expectConserved(report)
    }

    @Test("a control serves one run")
    func controlOnce() async throws {
        let control = RunControl()
        let pipeline = Pipeline {
            CountingSource(count: 1)
            ProbeSink<Int>()
        }
        _ = try await pipeline.run(control: control)
        await #expect(throws: DataflowError.controlInUse) { try await pipeline.run(control: control) }
    }
}
