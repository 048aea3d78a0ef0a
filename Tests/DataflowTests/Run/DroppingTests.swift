import Dataflow
import DataflowTesting
import Testing

@Suite("Dropping in a pipeline", .timeLimit(.minutes(5)))
struct DroppingTests {
    @Test(
        "a slow sink behind a dropping channel gets what the policy keeps",
        arguments: [
            (OverflowPolicy.dropOldest, [0, 7, 8, 9]), (.dropNewest, [0, 1, 2, 3]), (.latest, [0, 9]),
        ])
    func keeps(policy: OverflowPolicy, expected: [Int]) async throws {
        let gate = Gate()
        let source = ProbeSource<Int>("camera")
        let sink = ProbeSink<Int>(behind: gate)
        let control = RunControl()
        async let running = Pipeline {
            source
            sink.named("store").capacity(3).overflow(policy)
        }.run(control: control)
        await source.send(0, origin: "frame-0")
        try await gate.waitForVisitors()
        for number in 1...9 { await source.send(number, origin: "frame-\(number)") }
        await waitUntil { control.snapshot()?.emitted == 10 }
        gate.open()
        source.finish()
        let report = try await running
        #expect(sink.stored == expected)
        #expect(report.dropped == 10 - expected.count)
        #expect(Set(report.losses.map(\.item.index)) == Set(0..<10).subtracting(expected))
        let loss = try #require(report.losses.min { $0.item < $1.item })
        #expect(
            "\(loss)" == "store: dropped camera#\(loss.item.index) (frame-\(loss.item.index)): "
                + "the channel before it was full (\(policy.rawValue), capacity 3)")
        expectConserved(report)
    }

    @Test("the list of losses is bounded, the counts are not")
    func boundedList() async throws {
        let report = try await Pipeline {
            CountingSource(count: 3000)
            Apply { (_: Int) -> Int? in nil }.named("none")
            ProbeSink<Int>()
        }.run()
        #expect((report.filtered, report.losses.count) == (3000, 1000))
        #expect(report.lossLines(limit: 1).last == "and 2999 more that didn't reach the sink")
        expectConserved(report)
    }
}
