import Dataflow
import DataflowTesting
import Testing

@Suite("The watchdog", .timeLimit(.minutes(5)))
struct WatchdogTests {
    private let log = WatchLog()
    private let gate = Gate()

    private var clock: RunClock { RunClock(log.clock) }

    @Test("a source that waits for its camera is told as idle, and when it goes on")
    func idleSource() async throws {
        let (source, sink) = (ProbeSource<Int>("camera"), ProbeSink<Int>())
        async let running = Pipeline {
            source
            Apply { (number: Int) in number }.named("pass")
            sink
        }.run(clock: clock, watch: log.watch())
        await source.send(1)
        try await sink.wait(for: 1)
        let stall = try await log.stall { $0.cause == .idleSource }
        #expect(stall.stage == "camera")
        #expect(stall.summary == "idle source: \"camera\" has emitted nothing for 4.0 s, and all else waits for it")
        source.finish()
        let report = try await running
        #expect(report.stalls.last?.isOver == true)
        #expect(report.stalls.last?.cause == .idleSource)
        guard case .movingAgain? = try await log.next() else { throw Unmet() }
        expectConserved(report)
    }

    @Test("observers of the run hear of a stall and of its end")
    func observed() async throws {
        let (source, sink, observer) = (ProbeSource<Int>("camera"), ProbeSink<Int>(), RecordingObserver())
        async let running = Pipeline {
            source
            sink
        }.run(clock: clock, observers: [observer], watch: log.watch())
        await source.send(1)
        try await sink.wait(for: 1)
        _ = try await log.stall { $0.cause == .idleSource }
        source.finish()
        expectConserved(try await running)
        let told = observer.events.compactMap { if case .watched(let event) = $0 { event } else { nil } }
        guard case .stalled? = told.first, case .movingAgain? = told.last else { throw Unmet() }
    }

    private struct Unmet: Error {}

    @Test("a sink that takes its time is told as a slow consumer, with its item")
    func slowConsumer() async throws {
        async let running = Pipeline {
            CountingSource(count: 100)
            Apply { (number: Int) in number }.named("pass")
            ProbeSink<Int>(behind: gate).named("store")
        }.run(clock: clock, watch: log.watch())
        let stall = try await log.stall { $0.cause == .slowConsumer && $0.queues.allSatisfy(\.isFull) }
        #expect(stall.stage == "store")
        #expect(stall.item == StallReport.Item(ItemID(source: "numbers", index: 0), origin: "number-0"))
        #expect(stall.queues.map(\.isFull) == [true, true])
        #expect(stall.waits.last == "  store    working on numbers#0 (number-0) for \(readableSince(stall))  [4/4]")
        gate.open()
        let report = try await running
        #expect(report.stored == 100)
        #expect(report.stalls.allSatisfy { $0.isOver })
        expectConserved(report)
    }

    private func readableSince(_ stall: StallReport) -> String {
        "\(Double(stall.parts[2].workers[0].since / .milliseconds(100)) / 10) s"
    }

    @Test("a stage that does not come back from an item is told as stuck, with the item", arguments: [1, 3])
    func stuckStage(workers: Int) async throws {
        async let running = Pipeline {
            CountingSource(count: 100)
            Apply { [gate] (number: Int) in
                if number == 20 { try await gate.pass() }
                return number
            }.named("detect").workers(workers)
            ProbeSink<Int>().named("store")
        }.run(clock: clock, watch: log.watch())
        let stall = try await log.stall { $0.item?.id.index == 20 && $0.stage == "detect" }
        #expect(stall.cause == .stuckStage)
        #expect(stall.item?.description == "numbers#20 (number-20)")
        gate.open()
        let report = try await running
        #expect(report.stored == 100)
        expectConserved(report)
    }

    fileprivate struct Batches: BatchTransform {
        let batchSize: Int
        let longestWait: Duration
        let gate: Gate

        init(size: Int, longestWait: Duration, gate: Gate = Gate(open: true)) {
            (batchSize, self.longestWait, self.gate) = (size, longestWait, gate)
        }

        func transform(_ inputs: [Int]) async throws -> [Int?] {
            try await gate.pass()
            return inputs
        }
    }

    @Test("a stuck batch names its items")
    func stuckBatch() async throws {
        async let running = Pipeline {
            CountingSource(count: 3)
            Batches(size: 3, longestWait: .seconds(3600), gate: gate).named("infer")
            ProbeSink<Int>()
        }.run(clock: clock, watch: log.watch())
        let stall = try await log.stall { $0.parts[1].workers[0].items.count == 3 }
        #expect((stall.cause, stall.stage) == (.stuckStage, "infer"))
        #expect(stall.parts[1].workers[0].items.map(\.id.index) == [0, 1, 2])
        gate.open()
        expectConserved(try await running)
    }

    @Test("a run that is to end when nothing moves fails and names stage and item")
    func ends() async throws {
        let control = RunControl()
        let pipeline = Pipeline {
            CountingSource(count: 100)
            Apply { [gate] (number: Int) in
                if number == 2 { try await gate.pass() }
                return number
            }.named("detect")
            ProbeSink<Int>()
        }
        let running = Task { try await pipeline.run(control: control, clock: clock, watch: log.watch(whenStalled: .end)) }
        await log.rest(control, at: [[.waitingForOutput], [.working], [.waitingForInput]])
        let failure = try await log.looking { await #expect(throws: RunFailure.self) { try await running.value } }
        let found = try #require(failure)
        #expect((found.stage, found.item?.index, found.origin) == ("detect", 2, "number-2"))
        let error = try #require(found.cause as? WatchdogError)
        #expect(error == .stalled(error.report) && error.report.cause == .stuckStage)
        #expect(found.report.ending == .failed)
        #expect(found.report.stalls == [error.report])
        #expect(found.report.stranded.first { $0.stage == "detect" && $0.place == .inside }?.items.map(\.index) == [2])
        expectConserved(found.report)
    }

    /// What a pipeline waits for on purpose, for 100 s.
    enum Timer: CaseIterable, Sendable {
        case retry
        case rate
        case batch

        func pipeline(_ source: ProbeSource<Int>, _ sink: ProbeSink<Int>) -> Pipeline {
            switch self {
            case .retry:
                Pipeline {
                    source
                    Apply { (number: Int) in number }.failing(Fault(.throwing, at: 1)).named("pass")
                        .onError(.retry(times: 1, backoff: .seconds(100)))
                    sink
                }
            case .rate:
                Pipeline {
                    source.rate(0.01)
                    sink
                }
            case .batch:
                Pipeline {
                    source
                    Batches(size: 3, longestWait: .seconds(100)).named("batch")
                    sink
                }
            }
        }
    }

    @Test("a pause before the next try, a rate and a batch that fills are no stalls", arguments: Timer.allCases)
    func timers(timer: Timer) async throws {
        let (source, sink) = (ProbeSource<Int>(), ProbeSink<Int>())
        async let running = timer.pipeline(source, sink).run(clock: clock, watch: log.watch(whenStalled: .end))
        await source.send(0)
        await source.send(1)
        try await log.clock.waitForSleepers()
        for _ in 0..<20 {
            try await log.clock.waitForLooks()
            log.clock.advance(by: .seconds(1))
        }
        source.finish()
        log.clock.advance(by: .seconds(100))
        let report = try await running
        #expect(report.stored == 2)
        #expect(report.stalls.isEmpty && log.rest.isEmpty)
        expectConserved(report)
    }

    @Test("a limit that is no time is refused")
    func refused() async throws {
        let pipeline = Pipeline {
            CountingSource(count: 1)
            ProbeSink<Int>()
        }
        let error = await #expect(throws: DataflowError.self) {
            try await pipeline.run(watch: RunWatch(stallAfter: .zero))
        }
        #expect("\(error!)".contains("stallAfter: expected more than 0, found 0.0 seconds"))
    }
}
