import Dataflow
import DataflowTesting
import Synchronization
import TestMaterial
import Testing

@Suite("Observers of a run", .timeLimit(.minutes(5)))
struct ObserverTests {
    @Test("are told of each item once at each part, with its outcome", arguments: [1, 4], [true, false])
    func spans(workers: Int, ordered: Bool) async throws {
        let observer = RecordingObserver()
        var settings = StageSettings(name: "even", workers: workers)
        settings.ordered = ordered
        let report = try await Pipeline {
            CountingSource(count: 300)
            Apply { (number: Int) in number.isMultiple(of: 3) ? nil : number }.with(settings)
            ProbeSink<Int>().named("sink")
        }.run(observers: [observer])
        #expect(observer.work(of: "numbers", .emitted).flatMap(\.items).map(\.id.index) == Array(0..<300))
        #expect(observer.work(of: "numbers", .emitted).allSatisfy { $0.items[0].origin == "number-\($0.items[0].id.index)" })
        #expect(observer.work(of: "even", .sent).count == report.part("even")?.sent)
        #expect(observer.work(of: "even", .filtered).count == report.part("even")?.filtered)
        #expect(Set(observer.work(of: "even", .sent).map(\.worker)).isSubset(of: Set(0..<workers)))
        #expect(observer.work(of: "sink", .stored).map(\.items.count) == [Int](repeating: 1, count: 200))
        #expect(observer.work.count == 300 + 300 + 200)
        #expect(observer.work.allSatisfy { $0.weight == 1 && $0.start >= .zero && $0.duration >= .zero })
        #expect(observer.losses.count == 100)
        expectConserved(report)
    }

    @Test("a batch is one span with its items")
    func batches() async throws {
        let observer = RecordingObserver()
        let report = try await Pipeline {
            CountingSource(count: 200)
            ApplyBatch(size: 8) { (numbers: [Int]) -> [Int?] in numbers }.named("batch").capacity(16)
            ProbeSink<Int>()
        }.run(observers: [observer])
        let batches = observer.work(of: "batch", .sent)
        #expect(batches.flatMap(\.items).map(\.id.index) == Array(0..<200))
        #expect(batches.allSatisfy { (1...8).contains($0.items.count) })
        #expect(report.part("batch")?.serviceTime?.count == 200)
        expectConserved(report)
    }

    @Test("further attempts, skipped items and the end are told, each with stage and item")
    func failures() async throws {
        let observer = RecordingObserver()
        let tries = Mutex(0)
        let report = try await Pipeline {
            CountingSource(count: 5)
            Apply { (number: Int) in
                if number == 3 {
                    tries.withLock { $0 += 1 }
                    throw InjectedFault(position: 3)
                }
                return number
            }.named("strict").onError(.retry(times: 2, then: .skip))
            ProbeSink<Int>()
        }.run(observers: [observer])
        #expect(observer.retries.map(\.attempts) == [1, 2])
        #expect(observer.retries.allSatisfy { $0.stage == "strict" && $0.item.index == 3 && $0.origin == "number-3" })
        #expect(observer.work(of: "strict", .retried).count == 2)
        #expect(observer.work(of: "strict", .skipped).flatMap(\.items).map(\.id.index) == [3])
        #expect(observer.work(of: "strict", .sent).count == 4)
        #expect(observer.losses.map(\.kind) == [.skipped])
        guard case .began = observer.events.first, case .ended(let last) = observer.events.last else {
            Issue.record("expected a begin and an end, found \(observer.events)")
            return
        }
        #expect(last == report)
        #expect(tries.withLock { $0 } == 3)
        expectConserved(report)
    }

    @Test("a failure is told before the end of the run, and the item at fault has its span")
    func failing() async throws {
        let observer = RecordingObserver()
        let failure = try await #require(throws: RunFailure.self) {
            try await Pipeline {
                CountingSource(count: 9)
                Apply { (number: Int) in number }.failing(Fault(.throwing, at: 4)).named("faulty")
                ProbeSink<Int>()
            }.run(observers: [observer])
        }
        #expect(observer.work(of: "faulty", .failed).flatMap(\.items).map(\.id.index) == [4])
        let failures = observer.events.compactMap { if case .failed(let failure) = $0 { failure } else { nil } }
        #expect(failures.map(\.stage) == ["faulty"])
        expectConserved(failure.report)
    }

    @Test("a request to stop is told once")
    func stopping() async throws {
        let (observer, control, source) = (RecordingObserver(), RunControl(), ProbeSource<Int>())
        let sink = ProbeSink<Int>()
        async let running = Pipeline {
            source
            sink
        }.run(control: control, observers: [observer])
        await source.send(1)
        try await sink.wait(for: 1)
        control.stop()
        control.stop()
        let report = try await running
        #expect(observer.events.count { if case .stopRequested = $0 { true } else { false } } == 1)
        expectConserved(report)
    }

    @Test("the death of one of several sources is told when it happens")
    func dyingSource() async throws {
        let (observer, pace, sink) = (RecordingObserver(), Gate(), ProbeSink<Int>())
        var graph = PipelineGraph()
        let dying = graph.add(CountingSource("dying", count: 9).failing(Fault(.throwing, at: 2)))
        let living = graph.add(CountingSource("living", count: 2, pace: pace))
        graph.add(sink.named("sink"), from: dying, living)
        let pipeline = Pipeline(graph)
        async let running = pipeline.run(observers: [observer])
        await waitUntil { observer.hasHeard { if case .sourceDied = $0 { true } else { false } } }
        pace.open()
        do {
            _ = try await running
            Issue.record("the run did not fail")
        } catch let failure as RunFailure {
            expectConserved(failure.report)
        }
        let deaths = observer.events.compactMap { if case .sourceDied(let failure) = $0 { failure } else { nil } }
        #expect(deaths.map(\.stage) == ["dying"] && deaths.first?.item?.index == 2)
    }

    @Test("a run that nobody observes knows its times, and they speak for all items")
    func untold() async throws {
        let report = try await Pipeline {
            CountingSource(count: 5000)
            Apply { (number: Int) in number }.named("pass").capacity(64)
            ProbeSink<Int>().named("sink")
        }.run()
        for name in ["numbers", "pass", "sink"] {
            let times = try #require(report.part(name)?.serviceTime)
            // The last items may lie behind the last one that was timed.
            #expect((5000 - 128...5000).contains(times.count), "\(name): \(times.count)")
            #expect(times.p50 <= times.p90 && times.p90 <= times.p99 && times.p99 <= times.max)
        }
        #expect(report.counts.latency != nil)
        #expect(report.latencyTable.contains("source to sink"))
        expectConserved(report)
    }

    @Test("slow items are all timed, and the time is that of the work")
    func slow() async throws {
        let gate = Gate()
        let source = await ProbeSource("probe", [1, 2, 3])
        async let running = Pipeline {
            source
            Apply { (number: Int) in
                try await gate.pass()
                return number
            }.named("slow")
            ProbeSink<Int>()
        }.run()
        for _ in 0..<3 {
            try await gate.waitForVisitors()
            let begin = ContinuousClock.now
            await waitUntil { ContinuousClock.now - begin > .milliseconds(2) }
            await gate.admit()
        }
        let report = try await running
        let times = try #require(report.part("slow")?.serviceTime)
        #expect(times.count == 3)
        #expect(times.p50 > .milliseconds(1.9))
        expectConserved(report)
    }
}
