import Dataflow
import DataflowTesting
import Testing

@Suite("Order and filtering", .timeLimit(.minutes(5)))
struct PipelineOrderTests {
    @Test("one worker keeps the order", arguments: [1, 2, 64])
    func oneWorker(capacity: Int) async throws {
        let sink = ProbeSink<Int>()
        let report = try await Pipeline {
            CountingSource(count: 500)
            Apply { (number: Int) in number * 2 }.named("double").capacity(capacity)
            sink.capacity(capacity)
        }.run()
        #expect(sink.stored == (0..<500).map { $0 * 2 })
        #expect(sink.storedIDs == (0..<500).map { ItemID(source: "numbers", index: $0) })
        #expect(sink.endings == [.finished])
        #expect(report.ending == .finished)
        expectConserved(report)
    }

    @Test("four workers that finish in any order hand on in the input's order", arguments: [1, 4, 64])
    func fourWorkers(capacity: Int) async throws {
        let sink = ProbeSink<Int>()
        let report = try await Pipeline {
            CountingSource(count: 500)
            Apply { (number: Int) in
                for _ in 0..<(number * 7919 % 13) { await Task.yield() }
                return number
            }.named("shuffle").workers(4).capacity(capacity)
            sink
        }.run()
        #expect(sink.stored == Array(0..<500))
        #expect(report.part("shuffle")?.workers == 4)
        expectConserved(report)
    }

    @Test("a filtered item frees its place among the workers")
    func filteredAmongWorkers() async throws {
        let sink = ProbeSink<Int>()
        let report = try await Pipeline {
            CountingSource(count: 300)
            Apply { (number: Int) in
                for _ in 0..<(number * 31 % 7) { await Task.yield() }
                return number % 3 == 0 ? number : nil
            }.named("thirds").workers(3)
            sink
        }.run()
        #expect(sink.stored == Array(stride(from: 0, to: 300, by: 3)))
        #expect(report.filtered == 200)
        #expect(report.losses.count == 200)
        #expect(report.losses.first?.origin == "number-1")
        #expect(report.losses.first.map { "\($0)" } == "thirds: filtered numbers#1 (number-1): the stage returned nothing")
        expectConserved(report)
    }

    @Test("a later item overtakes a slow one only where the order was given up")
    func unordered() async throws {
        let gate = Gate()
        let sink = ProbeSink<Int>()
        let pipeline = Pipeline {
            CountingSource(count: 10)
            Apply { (number: Int) in
                if number == 0 { try await gate.pass() }
                return number
            }.named("uneven").workers(2).unordered()
            sink
        }
        async let running = pipeline.run()
        try await sink.wait(for: 9)
        #expect(sink.stored == Array(1...9))
        gate.open()
        let report = try await running
        #expect(sink.stored == Array(1...9) + [0])
        expectConserved(report)
    }

    @Test("an ordered stage holds back at most a window of results behind a slow item")
    func boundedWindow() async throws {
        let gate = Gate()
        let sink = ProbeSink<Int>()
        let pipeline = Pipeline {
            CountingSource(count: 100)
            Apply { (number: Int) in
                if number == 0 { try await gate.pass() }
                return number
            }.named("uneven").workers(2).capacity(1)
            sink
        }
        let control = RunControl()
        async let running = pipeline.run(control: control)
        // Two workers may have four items out; a fifth waits in the channel, and the source at the sixth.
        await waitUntil { control.snapshot()?.parts[1].received == 4 && control.snapshot()?.emitted == 5 }
        #expect(sink.stored == [])
        gate.open()
        let report = try await running
        #expect(sink.stored == Array(0..<100))
        expectConserved(report)
    }

    @Test("a single slow item lets no more into a stage than the channels hold", arguments: [1, 2, 4, 7])
    func boundedItems(capacity: Int) async throws {
        let gate = Gate()
        let sink = ProbeSink<Int>(behind: gate)
        let control = RunControl()
        async let running = Pipeline {
            CountingSource(count: 50)
            sink.named("sink").capacity(capacity)
        }.run(control: control)
        try await gate.waitForVisitors()
        // One is being stored, `capacity` wait.
        await waitUntil { control.snapshot()?.emitted == capacity + 1 }
        for _ in 0..<100 { await Task.yield() }
        #expect(control.snapshot()?.emitted == capacity + 1)
        gate.open()
        let report = try await running
        #expect(report.channel(before: "sink")?.counts.highWater == capacity)
        expectConserved(report)
    }
}
