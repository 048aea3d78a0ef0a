import Dataflow
import DataflowTesting
import Testing

@Suite("memory in bytes", .timeLimit(.minutes(5)))
struct MemoryTests {
    private struct Blob: ByteCounted, Sendable {
        let byteCount: Int
    }

    @Test("sources wait while the items on their way hold as much as is allowed")
    func bounded() async throws {
        let opening = Gate()
        let (sink, control) = (ProbeSink<Blob>(behind: opening), RunControl())
        let source = ProbeSource<Blob>("blobs")
        var pipeline = Pipeline {
            source
            Apply { (blob: Blob) in blob }.named("pass").capacity(64)
            sink.named("sink").capacity(64)
        }
        pipeline.memoryLimit = 1000
        for _ in 0..<40 { await source.send(Blob(byteCount: 300)) }
        source.finish()
        let ready = pipeline
        async let running = ready.run(control: control)
        try await opening.waitForVisitors()
        await waitUntil { (control.snapshot()?.parts.first?.waitingForOutput ?? .zero) > .zero }
        #expect(control.snapshot()?.emitted == 3)
        opening.open()
        let report = try await running
        #expect(report.stored == 40)
        #expect(report.counts.memory == MemoryReport(limit: 1000, held: 0, highest: 900))
        expectConserved(report)
    }

    @Test("an item larger than the limit goes alone, and growth on the way is counted")
    func large() async throws {
        let sink = ProbeSink<Blob>()
        let source = await ProbeSource<Blob>("blobs", [50, 2000, 50, 50].map(Blob.init))
        var pipeline = Pipeline {
            source
            Apply { (blob: Blob) in Blob(byteCount: blob.byteCount * 2) }.named("grow")
            sink
        }
        pipeline.memoryLimit = 100
        let report = try await pipeline.run()
        #expect(sink.stored.map(\.byteCount) == [100, 4000, 100, 100])
        #expect(report.counts.memory?.highest == 4000 && report.counts.memory?.held == 0)
        expectConserved(report)
    }

    @Test("copies count each, and joins and losses give the bytes back")
    func branches() async throws {
        let source = await ProbeSource<Blob>("blobs", (0..<50).map { Blob(byteCount: 10 + $0) })
        var graph = PipelineGraph()
        let blobs = graph.add(source)
        let left = graph.add(Apply { (blob: Blob) in blob.byteCount % 3 == 0 ? nil : blob }.named("left"), from: blobs)
        let right = graph.add(Apply { (blob: Blob) in blob }.named("right"), from: blobs)
        graph.add(ProbeSink<Blob>().named("sink"), from: graph.join(left, right, named: "both") { left, _ in left })
        var pipeline = Pipeline(graph)
        pipeline.memoryLimit = 150
        let report = try await pipeline.run()
        #expect(report.counts.memory?.held == 0)
        #expect((report.counts.memory?.highest ?? 0) <= 150 + 59)
        expectConserved(report)
    }

    @Test("a limit on payloads that don't say what they hold is refused")
    func uncounted() async throws {
        var pipeline = Pipeline {
            CountingSource(count: 1)
            ProbeSink<Int>()
        }
        pipeline.memoryLimit = 1
        let limited = pipeline
        let error = try await #require(throws: DataflowError.self) { try await limited.run() }
        #expect("\(error)".contains("source \"numbers\": what it emits doesn't say how many bytes it holds"))
    }
}
