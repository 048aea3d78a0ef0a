import Dataflow
import DataflowTesting
import Foundation
import Testing

@Suite("Reports")
struct ReportTests {
    private let report = RunReport(
        ending: .finished,
        counts: RunSnapshot(
            elapsed: .seconds(2), expectedCount: 100,
            parts: [
                PartReport(
                    kind: .source, name: "load", received: 100, sent: 100, busy: .milliseconds(200), waitingForOutput: .seconds(1)
                ),
                PartReport(
                    kind: .stage, name: "infer", workers: 2, received: 97, sent: 90, filtered: 7, busy: .seconds(3.8),
                    waitingForInput: .milliseconds(150), waitingForOutput: .milliseconds(50)),
                PartReport(
                    kind: .sink, name: "store", received: 90, sent: 90, busy: .microseconds(950), waitingForInput: .seconds(2)),
            ],
            channels: [
                ChannelReport(
                    stage: "infer", producers: ["load"], capacity: 4, overflow: .dropOldest,
                    counts: ChannelCounts(sent: 100, received: 97, dropped: 3, inFlight: 0, highWater: 4)),
                ChannelReport(
                    stage: "store", producers: ["infer"], capacity: 4, overflow: .block,
                    counts: ChannelCounts(sent: 90, received: 90, dropped: 0, inFlight: 0, highWater: 1)),
            ], isStopping: false),
        losses: [
            Loss(kind: .dropped, item: ItemID(source: "load", index: 4), origin: "4.jpg", stage: "infer", reason: "full")
        ])

    @Test("the text has a table, the law with numbers, the pace and the losses")
    func text() {
        #expect(
            "\(report)" == """
                stage  workers   in  out  filtered  dropped  failed  in flight  queue             busy  waiting for input  waiting for output
                load         1       100         0                0                    200.0 ms (17 %)                                  1.0 s
                infer        2  100   90         7        3       0          0    4/4     3.8 s (95 %)           150.0 ms             50.0 ms
                store        1   90   90         0        0       0          0    1/4   950.0 µs (0 %)              2.0 s

                finished after 2.0 s: 90 items stored, 45.0 a second
                emitted 100 = stored 90 + filtered 7 + dropped 3 + failed 0 + in flight 0
                stage "infer" sets the pace: its 2 workers were busy for 95 % of the time, the next busiest, "load", for 17 %. One more worker could make the run up to 1.5 times as fast, given a free core.
                infer: dropped load#4 (4.jpg): full
                and 9 more that didn't reach the sink
                """)
    }

    @Test("what would help is bounded by what is next busiest, and depends on which part sets the pace")
    func advice() throws {
        var report = report
        report.counts.parts[0].busy = .milliseconds(1583)
        let stage = try #require(report.bottleneck)
        #expect(stage.reason.hasSuffix("up to 1.2 times as fast, given a free core; then \"load\" sets the pace."))
        #expect(abs((stage.speedup ?? 0) - 1.2) < 0.01)
        report.counts.parts[0].busy = .milliseconds(1900)
        report.counts.parts[0].waitingForOutput = .milliseconds(90)
        #expect(report.bottleneck?.reason.hasSuffix("One more worker won't help: \"infer\" has as much to do.") == false)
        report.counts.parts[1].busy = .milliseconds(380)
        #expect(
            report.bottleneck?.reason.hasSuffix(
                "Only a faster source, or less waiting in it, makes the run faster: more than 10 times as fast; then \"infer\" sets the pace."
            ) == true)
        report.counts.parts[0].busy = .milliseconds(20)
        report.counts.parts[1].waitingForInput = .seconds(3)
        let none = try #require(report.bottleneck)
        #expect(none.speedup == nil)
        #expect(none.reason.contains("No part sets the pace alone"))
    }

    @Test("a sound report is balanced, and its JSON gives it back with times in seconds")
    func json() throws {
        #expect(report.isBalanced)
        let data = try JSONEncoder().encode(report)
        #expect(try JSONDecoder().decode(RunReport.self, from: data) == report)
        #expect(String(decoding: data, as: UTF8.self).contains("\"elapsed\":2"))
    }

    @Test("each kind of imbalance is found and said")
    func imbalances() {
        var broken = report
        broken.counts.channels[0].counts.received = 96
        #expect(
            broken.imbalances == [
                "channel before \"infer\": sent 100, but received 96 + dropped 3 + in flight 0 = 99",
                "channel before \"infer\": it gave 96 items, \"infer\" received 97",
            ])
        broken = report
        broken.counts.parts[1].sent = 91
        #expect(
            broken.imbalances == [
                "stage \"infer\": received 97 items and accounted for 98",
                "channel before \"store\": \"infer\" sent 91 items, the channel got 90",
                "run: emitted 100, but stored 90 + filtered 7 + dropped 3 + failed 0 + in flight -1 = 99",
            ])
        broken = report
        broken.counts.channels[1].counts.inFlight = 2
        broken.counts.channels[1].counts.sent = 92
        #expect(
            broken.imbalances == [
                "channel before \"store\": 2 items were left in it",
                "channel before \"store\": \"infer\" sent 90 items, the channel got 92",
                "run: emitted 100, but stored 90 + filtered 7 + dropped 3 + failed 0 + in flight 2 = 102",
            ])
    }

    @Test("waiting and working are told apart")
    func times() async throws {
        let source = ProbeSource<Int>()
        let sink = ProbeSink<Int>()
        let control = RunControl()
        async let running = Pipeline {
            source
            Apply { (number: Int) in number }.named("pass")
            sink.named("sink")
        }.run(control: control)
        await source.send(1)
        try await sink.wait(for: 1)
        // The wait that is going on counts already.
        await waitUntil { control.snapshot().map { $0.parts[1].waitingForInput > .milliseconds(2) } ?? false }
        source.finish()
        let report = try await running
        let pass = try #require(report.part("pass"))
        #expect(pass.waitingForInput > .milliseconds(2))
        #expect(pass.busy + pass.waitingForInput + pass.waitingForOutput <= report.elapsed)
        expectConserved(report)
    }

    @Test("snapshots come while the run goes on, the last one with the final counts")
    func snapshots() async throws {
        let control = RunControl()
        async let running = Pipeline {
            CountingSource(count: 2000)
            ProbeSink<Int>()
        }.run(control: control)
        var last: RunSnapshot?
        for await snapshot in control.snapshots(every: .milliseconds(1)) { last = snapshot }
        let report = try await running
        #expect(last == report.counts)
        #expect(last?.settled == 2000)
        #expect(last?.expectedCount == 2000)
        expectConserved(report)
    }
}
