import Dataflow
import DataflowMetrics
import DataflowTesting
import Metrics
import MetricsTestKit
import Testing

@Suite("Metrics of a run", .timeLimit(.minutes(5)))
struct RunMetricsTests {
    @Test("are the counts of its report, by stage")
    func counts() async throws {
        let factory = TestMetrics()
        let metrics = RunMetrics(pipeline: "demo", factory: factory)
        let report = try await Pipeline {
            CountingSource(count: 100)
            Apply { (number: Int) in
                if number == 7 { throw InjectedFault(position: 7) }
                return number.isMultiple(of: 4) ? nil : number
            }.named("pick").onError(.retry(times: 2, then: .skip))
            ProbeSink<Int>().named("sink")
        }.run(observers: [metrics])
        // Nothing is reported twice.
        metrics.update()
        for part in report.parts {
            let labels = [("pipeline", "demo"), ("stage", part.name)]
            func total(_ name: String) -> Int64 { factory.counterTotal(label: "framerill_items_\(name)", dimensions: labels) }
            #expect(total("received") == part.received)
            #expect(total("sent") == part.sent)
            #expect(total("filtered") == part.filtered)
            #expect(total("skipped") == part.skipped)
            #expect(total("retried") == part.retried)
            #expect(try factory.expectMeter("framerill_stage_in_flight", labels).lastValue == 0)
            #expect(try factory.expectTimer("framerill_stage_service_time", labels).values.isEmpty == false)
        }
        #expect(factory.meters(label: "framerill_channel_waiting").count == 2)
        expectConserved(report)
    }
}
