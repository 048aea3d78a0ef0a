import Dataflow
import DataflowTesting
import Testing

@Suite("several sources", .timeLimit(.minutes(5)))
struct SeveralSourcesTests {
    @Test("several sources share a stage, and each keeps its order", arguments: [1, 2, 64])
    func shared(capacity: Int) async throws {
        let sink = ProbeSink<Int>()
        var graph = PipelineGraph()
        let cameras = (0..<3).map { graph.add(CountingSource("camera-\($0)", count: 200)) }
        graph.add(
            sink.named("sink").capacity(capacity),
            from: graph.add(
                dawdle("work", 5).workers(3).capacity(capacity), from: cameras[0], cameras[1], cameras[2]))
        let report = try await Pipeline(graph).run()
        for camera in 0..<3 {
            #expect(sink.storedIDs.filter { $0.source == "camera-\(camera)" }.map(\.index) == Array(0..<200))
        }
        #expect(report.counts.expectedCount == 600)
        #expect(report.channel(before: "work")?.producers == ["camera-0", "camera-1", "camera-2"])
        expectConserved(report)
    }

    @Test(
        "a source that dies does not end the others; the run fails in the end and says which one",
        arguments: [Fault.Kind.throwing, .cancelling])
    func dying(kind: Fault.Kind) async throws {
        let sink = ProbeSink<Int>()
        let pace = Gate()
        var graph = PipelineGraph()
        let dying = graph.add(CountingSource("dying", count: 100).failing(Fault(kind, at: 10)))
        let living = graph.add(CountingSource("living", count: 50, pace: pace))
        graph.add(sink.named("sink"), from: dying, living)
        let pipeline = Pipeline(graph)
        async let running = pipeline.run()
        // All that the dying source gave, and the first of the living one.
        try await sink.wait(for: 11)
        pace.open()
        do {
            _ = try await running
            Issue.record("the run did not fail")
        } catch let failure as RunFailure {
            #expect(failure.stage == "dying" && failure.item == ItemID(source: "dying", index: 10))
            #expect(failure.report.ending == .failed && failure.report.stored == 60)
            #expect(failure.report.inFlight == 0)
            #expect(sink.endings == [.finished])
            expectConserved(failure.report)
        }
    }

    @Test("a stop reaches all sources")
    func stopping() async throws {
        let (sink, control) = (ProbeSink<Int>(), RunControl())
        var graph = PipelineGraph()
        let cameras = (0..<2).map { graph.add(CountingSource("camera-\($0)", count: 100_000_000)) }
        graph.add(sink.named("sink"), from: cameras[0], cameras[1])
        let pipeline = Pipeline(graph)
        async let running = pipeline.run(control: control)
        try await sink.wait(for: 10)
        control.stop()
        let report = try await running
        #expect(report.ending == .stopped && report.inFlight == 0)
        expectConserved(report)
    }
}
