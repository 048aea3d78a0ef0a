import Dataflow
import DataflowTesting
import Testing

@Suite("injected faults", .timeLimit(.minutes(5)))
struct FaultTests {
    private let pass = Apply { (number: Int) in number }

    @Test("a stage that sends an item twice is found out, with one worker by the law, with several by name", arguments: [1, 3])
    func duplicate(workers: Int) async throws {
        let duplicating = pass.failing(Fault(.duplicating, at: 3)).named("twice").workers(workers)
        let pipeline = Pipeline {
            CountingSource(count: 10)
            duplicating
            ProbeSink<Int>().named("sink")
        }
        do {
            let report = try await pipeline.run()
            #expect(workers == 1)
            #expect(report.imbalances.contains("stage \"twice\": received 10 items and accounted for 11"))
        } catch let failure as RunFailure {
            #expect(workers == 3)
            guard case .accountedTwice? = failure.cause as? DataflowError else { throw failure }
        }
    }

    @Test("a batch stage that sends its batch twice is found out by the law")
    func duplicateBatch() async throws {
        let report = try await Pipeline {
            CountingSource(count: 1)
            ApplyBatch(size: 2) { (numbers: [Int]) in numbers }.failing(Fault(.duplicating, at: 0)).named("twice")
            ProbeSink<Int>().named("sink")
        }.run()
        #expect(report.imbalances.contains("stage \"twice\": received 1 items and accounted for 2"))
    }

    @Test("a sink that gets an item twice shows whether it minds")
    func duplicateStore() async throws {
        let sink = ProbeSink<Int>()
        let report = try await Pipeline {
            CountingSource(count: 4)
            sink.failing(Fault(.duplicating, at: 2))
        }.run()
        #expect(sink.stored == [0, 1, 2, 2, 3])
        expectConserved(report)
    }

    @Test("a delayed part waits on its clock, at the items that the fault names")
    func delay() async throws {
        let (clock, sink) = (ManualClock(), ProbeSink<Int>())
        let slow = pass.failing(Fault(.delaying(.seconds(2), clock), from: 1))
        let pipeline = Pipeline {
            CountingSource(count: 3)
            slow
            sink
        }
        async let report = pipeline.run()
        for stored in 1...2 {
            try await sink.wait(for: stored)
            try await clock.waitForSleepers()
            clock.advance(by: .seconds(1))
            #expect(sink.stored.count == stored)
            clock.advance(by: .seconds(1))
        }
        expectConserved(try await report)
        #expect(sink.stored == [0, 1, 2])
    }

    @Test("a part that hangs goes on once its gate opens, and several faults follow one another")
    func hang() async throws {
        let gate = Gate()
        let source = CountingSource(count: 5).failing(Fault(.hanging(gate), at: 3), Fault(.endingEarly, at: 4))
        let sink = ProbeSink<Int>()
        let pipeline = Pipeline {
            source
            sink
        }
        async let report = pipeline.run()
        try await gate.waitForVisitors()
        try await sink.wait(for: 3)
        gate.open()
        expectConserved(try await report)
        #expect(sink.stored == [0, 1, 2, 3])
    }

    @Test("a part keeps the name and settings that it has without faults")
    func settings() {
        #expect(pass.failing().defaultSettings == pass.defaultSettings)
        #expect(CountingSource("camera", count: 1).failing().defaultSettings.name == "camera")
        #expect(ProbeSink<Int>().failing().defaultSettings == ProbeSink<Int>().defaultSettings)
    }
}
