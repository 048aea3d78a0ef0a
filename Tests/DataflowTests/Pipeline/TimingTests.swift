import Dataflow
import DataflowTesting
import Synchronization
import Testing

@Suite("what a clock decides", .timeLimit(.minutes(5)))
struct TimingTests {
    private let clock = ManualClock()

    @Test("a late item is dropped before the stage works on it, and its place in the order is free", arguments: [1, 3])
    func late(workers: Int) async throws {
        let (source, sink) = (ProbeSource<Int>("camera", capacity: 64), ProbeSink<Int>())
        let opening = Gate()
        let pipeline = Pipeline {
            source.lifetime(.seconds(1))
            Apply { (number: Int) -> Int? in
                try await opening.pass()
                return number
            }.named("slow").workers(workers).capacity(16).droppingLate()
            sink
        }
        async let running = pipeline.run(clock: RunClock(clock))
        for number in 0..<12 { await source.send(number, origin: "shot-\(number)") }
        source.finish()
        // The workers have the first ones; the others wait in the channel.
        try await opening.waitForVisitors(workers)
        clock.advance(by: .seconds(1) + .nanoseconds(1))
        opening.open()
        let report = try await running
        #expect(sink.stored.prefix(workers) == ArraySlice(0..<workers))
        #expect(report.stored + report.late == 12)
        #expect(report.late >= 1)
        let loss = try #require(report.losses.first { $0.kind == .late })
        #expect(loss.stage == "slow" && loss.reason.hasPrefix("its deadline was "))
        expectConserved(report)
    }

    @Test("an item that is in time is not late")
    func inTime() async throws {
        let report = try await Pipeline {
            CountingSource(count: 100).lifetime(.seconds(1))
            Apply { (number: Int) in number }.named("quick").droppingLate()
            ProbeSink<Int>()
        }.run(clock: RunClock(clock))
        #expect((report.stored, report.late) == (100, 0))
    }

    @Test("a lifetime that no stage looks at, and a stage that looks at none, are refused")
    func halves() async throws {
        let lifetime = Pipeline {
            CountingSource(count: 1).lifetime(.seconds(1))
            ProbeSink<Int>()
        }
        let error = await #expect(throws: DataflowError.self) { try await lifetime.run() }
        #expect("\(error!)".contains("gives items a lifetime, but no stage drops late ones"))
        let dropping = Pipeline {
            CountingSource(count: 1)
            ProbeSink<Int>().droppingLate()
        }
        let other = await #expect(throws: DataflowError.self) { try await dropping.run() }
        #expect("\(other!)".contains("no source says for how long items are of use"))
    }

    @Test("a source with a rate emits no more often")
    func sourceRate() async throws {
        let sink = ProbeSink<Int>()
        async let running = Pipeline {
            CountingSource(count: 4).rate(10)
            sink
        }.run(clock: RunClock(clock))
        for count in 1...3 {
            try await clock.waitForSleepers()
            try await sink.wait(for: count)
            #expect(sink.stored.count == count)
            clock.advance(by: .milliseconds(99))
            #expect(clock.sleepers == 1)
            clock.advance(by: .milliseconds(1))
        }
        let report = try await running
        #expect(report.stored == 4)
        expectConserved(report)
    }

    @Test("all workers of a stage share its rate")
    func stageRate() async throws {
        let sink = ProbeSink<Int>()
        let control = RunControl()
        async let running = Pipeline {
            CountingSource(count: 100)
            Apply { (number: Int) in number }.named("paced").workers(4).capacity(8).rate(1)
            sink
        }.run(control: control, clock: RunClock(clock))
        // One has passed, the other three wait for the first, second and third second.
        try await clock.waitForSleepers(3)
        try await sink.wait(for: 1)
        #expect(sink.stored.count == 1)
        control.cancel()
        let report = try await running
        #expect(report.stored <= 2)
        expectConserved(report)
    }

    @Test("a batch waits for more items as long as it may, and no longer")
    func batchWait() async throws {
        struct Waiting: BatchTransform {
            let batchSize = 4
            let longestWait = Duration.seconds(1)
            let sizes: BoundedChannel<Int>

            func transform(_ inputs: [Int]) async throws -> [Int?] {
                try? await sizes.send(inputs.count)
                return inputs
            }
        }
        let sizes = BoundedChannel<Int>(capacity: 100)
        let (source, sink) = (ProbeSource<Int>("camera", capacity: 64), ProbeSink<Int>())
        async let running = Pipeline {
            source
            Waiting(sizes: sizes).named("batch").capacity(8)
            sink
        }.run(clock: RunClock(clock))
        for number in 0..<3 { await source.send(number) }
        // Three are not four: the batch sleeps.
        while clock.sleepers == 0 { await Task.yield() }
        clock.advance(by: .seconds(2))
        var counted = 0
        while counted < 3 { counted += try #require(try await sizes.receive()) }
        // A full batch doesn't wait, and the end of the input ends the wait.
        for number in 3..<8 { await source.send(number) }
        source.finish()
        let report = try await running
        sizes.finish()
        var rest: [Int] = []
        while let size = try await sizes.receive() { rest.append(size) }
        #expect(rest.reduce(0, +) == 5)
        #expect(sink.stored == Array(0..<8))
        expectConserved(report)
    }

    @Test("a batch that waits when the run is cancelled loses nothing")
    func batchCancelled() async throws {
        struct Waiting: BatchTransform {
            let batchSize = 4
            let longestWait = Duration.seconds(1)
            func transform(_ inputs: [Int]) async throws -> [Int?] { inputs }
        }
        let (source, control) = (ProbeSource<Int>("camera", capacity: 64), RunControl())
        async let running = Pipeline {
            source
            Waiting().named("batch").workers(2).capacity(8)
            ProbeSink<Int>()
        }.run(control: control, clock: RunClock(clock))
        for number in 0..<3 { await source.send(number) }
        while clock.sleepers == 0 { await Task.yield() }
        control.cancel()
        let report = try await running
        // To cancel is also to stop: the end of the input may end the batch's wait before the cancellation does.
        #expect([.cancelled, .stopped].contains(report.ending))
        expectConserved(report)
    }
}
