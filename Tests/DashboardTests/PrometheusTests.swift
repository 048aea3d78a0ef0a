import Dashboard
import Dataflow
import DataflowTesting
import Foundation
import Testing

@Suite("Metrics for Prometheus", .timeLimit(.minutes(5)))
struct PrometheusTests {
    /// The text format 0.0.4, as far as it is written here: each sample under its name and labels; the families' types.
    private struct Parsed {
        var types: [String: String] = [:]
        var helps: Set<String> = []
        var samples: [String: Double] = [:]

        init(_ text: String) throws {
            #expect(text.hasSuffix("\n"))
            for line in text.split(separator: "\n") {
                if line.hasPrefix("# ") {
                    let words = line.split(separator: " ", maxSplits: 3).map(String.init)
                    if words[1] == "TYPE" { types[words[2]] = words[3] } else { helps.insert(words[2]) }
                } else {
                    let end = try #require(line.lastIndex(of: " "))
                    let value = try #require(Double(line[line.index(after: end)...]))
                    #expect(samples.updateValue(value, forKey: String(line[..<end])) == nil, "\(line) stands there twice")
                    // A sample belongs to the family that was named last.
                    #expect(types.keys.contains { line.hasPrefix($0) }, "\(line) has no type")
                }
            }
        }
    }

    @Test("are those of the snapshot, with type and help for each")
    func numbers() async throws {
        let control = RunControl()
        let report = try await Pipeline {
            CountingSource(count: 100)
            Apply { (number: Int) in number.isMultiple(of: 4) ? nil : number }.named("pick").capacity(7)
            ProbeSink<Int>().named("sink")
        }.run(control: control)
        let answer = try #require(try DashboardAnswer(path: "/metrics", control: control, pipeline: "demo"))
        #expect(answer.contentType == "text/plain; version=0.0.4; charset=utf-8")
        let parsed = try Parsed(String(decoding: answer.body, as: UTF8.self))
        let samples = parsed.samples
        for part in report.parts {
            let labels = "{pipeline=\"demo\",stage=\"\(part.name)\",kind=\"\(part.kind.rawValue)\"}"
            #expect(samples["framerill_items_received_total\(labels)"] == Double(part.received))
            #expect(samples["framerill_items_sent_total\(labels)"] == Double(part.sent))
            #expect(samples["framerill_items_filtered_total\(labels)"] == Double(part.filtered))
            #expect(samples["framerill_stage_busy_seconds_total\(labels)"] == part.busy / .seconds(1))
            #expect(samples["framerill_stage_service_seconds_count\(labels)"] == (part.serviceTime?.count).map(Double.init))
            let median = "{pipeline=\"demo\",stage=\"\(part.name)\",kind=\"\(part.kind.rawValue)\",quantile=\"0.5\"}"
            #expect(samples["framerill_stage_service_seconds\(median)"] == part.serviceTime.map { $0.p50 / .seconds(1) })
        }
        #expect(samples["framerill_channel_capacity{pipeline=\"demo\",stage=\"pick\"}"] == 7)
        #expect(
            samples["framerill_run_latency_seconds_count{pipeline=\"demo\"}"] == (report.counts.latency?.count).map(Double.init))
        #expect(Set(parsed.types.keys) == parsed.helps)
        for (name, type) in parsed.types { #expect(name.hasSuffix("_total") == (type == "counter"), "\(name): \(type)") }
        expectConserved(report)
    }

    @Test("escape what labels can't hold")
    func escapes() async throws {
        let control = RunControl()
        let report = try await Pipeline {
            CountingSource(count: 1)
            ProbeSink<Int>().named("a\\b\"c\nd")
        }.run(control: control)
        let text = PrometheusText(control.snapshot(), pipeline: "p").text
        #expect(text.contains("framerill_items_sent_total{pipeline=\"p\",stage=\"a\\\\b\\\"c\\nd\",kind=\"sink\"} 1\n"))
        expectConserved(report)
    }

    @Test("are all there is where only they are wanted, and none before the run has begun")
    func only() throws {
        let control = RunControl()
        let answer = try DashboardAnswer(path: "/metrics", control: control, pipeline: "p", metricsOnly: true)
        #expect(answer?.body.isEmpty == true)
        for path in ["/", "/snapshot.json"] {
            #expect(try DashboardAnswer(path: path, control: control, pipeline: "p", metricsOnly: true) == nil)
        }
    }
}
