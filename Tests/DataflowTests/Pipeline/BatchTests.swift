import Dataflow
import DataflowTesting
import Synchronization
import Testing

@Suite("Batches", .timeLimit(.minutes(5)))
struct BatchTests {
    @Test("a batch takes what waits, up to its size, and the rest comes with the next", arguments: [1, 2])
    func takesWhatWaits(workers: Int) async throws {
        let sizes = Mutex<[Int]>([])
        let gate = Gate()
        let sink = ProbeSink<Int>()
        let control = RunControl()
        async let running = Pipeline {
            CountingSource(count: 100)
            ApplyBatch(size: 8) { (numbers: [Int]) in
                sizes.withLock { $0.append(numbers.count) }
                try await gate.pass()
                return numbers.map { $0 % 2 == 0 ? $0 : nil }
            }.named("even").workers(workers).capacity(16)
            sink
        }.run(control: control)
        // While the first batches are held up, the channel before the stage fills.
        await waitUntil { control.snapshot()?.channels[0].counts.inFlight == 16 }
        gate.open()
        let report = try await running
        #expect(sink.stored == Array(stride(from: 0, to: 100, by: 2)))
        #expect(report.filtered == 50)
        let seen = sizes.withLock { $0 }
        #expect(seen.reduce(0, +) == 100)
        #expect(seen.allSatisfy { (1...8).contains($0) })
        #expect(seen.contains(8))
        expectConserved(report)
    }

    @Test("one item that comes alone goes at once")
    func goesAlone() async throws {
        let source = ProbeSource<Int>()
        let sink = ProbeSink<Int>()
        async let running = Pipeline {
            source
            ApplyBatch(size: 8) { (numbers: [Int]) in numbers }.named("batch")
            sink
        }.run()
        for number in 0..<5 {
            await source.send(number)
            try await sink.wait(for: number + 1)
        }
        source.finish()
        let report = try await running
        #expect(sink.stored == Array(0..<5))
        expectConserved(report)
    }

    @Test("another number of results than inputs fails the run")
    func wrongCount() async throws {
        let pipeline = Pipeline {
            CountingSource(count: 3)
            ApplyBatch(size: 1) { (numbers: [Int]) in numbers + numbers }.named("twice")
            ProbeSink<Int>()
        }
        let failure = await #expect(throws: RunFailure.self) { try await pipeline.run() }
        #expect(
            failure.map { "\($0)" }
                == "stage \"twice\": item numbers#0 (number-0): batch: expected 1 results for 1 inputs, found 2: "
                + "return nil for an input that has none")
        expectConserved(try #require(failure).report)
    }

    @Test("a batch can say which input it failed at")
    func namesTheInput() async throws {
        let source = await ProbeSource("frames", [0, 1, 2, 3]) { "frame-\($0)" }
        let gate = Gate()
        let control = RunControl()
        async let running = Pipeline {
            source
            ApplyBatch(size: 4) { (numbers: [Int]) -> [Int?] in
                try await gate.pass()
                if let position = numbers.firstIndex(of: 2) {
                    throw FailedInput(position: position, cause: InjectedFault(position: 2))
                }
                return numbers
            }.named("batch")
            ProbeSink<Int>()
        }.run(control: control)
        await waitUntil { control.snapshot()?.emitted == 4 }
        gate.open()
        do {
            _ = try await running
            Issue.record("the run did not fail")
        } catch let failure as RunFailure {
            #expect("\(failure)" == "stage \"batch\": item frames#2 (frame-2): injected fault at item 2")
            #expect(failure.report.failed == 1)
            expectConserved(failure.report)
        }
    }
}
