package import Dataflow

/// The counts of a run in Prometheus' text format 0.0.4.
package struct PrometheusText {
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    package private(set) var text = ""
    private let pipeline: String

    /// - Parameters:
    ///   - pipeline: the value of the label `pipeline`.
    ///   - snapshot: `nil` before the run has begun; then there is no metric yet.
    package init(_ snapshot: RunSnapshot?, pipeline: String) {
        self.pipeline = pipeline
        guard let snapshot else { return }
        for (name, help, count) in Self.partCounters {
            family("framerill_items_\(name)_total", "counter", help)
            for part in snapshot.parts { sample("framerill_items_\(name)_total", part.labels, Double(count(part))) }
        }
        for (name, help, time) in Self.partTimes {
            family("framerill_stage_\(name)_seconds_total", "counter", help)
            for part in snapshot.parts { sample("framerill_stage_\(name)_seconds_total", part.labels, time(part) / .seconds(1)) }
        }
        for (name, type, help, count) in Self.channelMetrics {
            family("framerill_channel_\(name)", type, help)
            for channel in snapshot.channels {
                sample("framerill_channel_\(name)", [("stage", channel.stage)], Double(count(channel)))
            }
        }
        family("framerill_stage_in_flight", "gauge", "Items that a stage has and is not done with.")
        for part in snapshot.parts { sample("framerill_stage_in_flight", part.labels, Double(part.inFlight)) }
        family("framerill_stage_service_seconds", "summary", "How long a worker of a stage worked on an item.")
        for part in snapshot.parts { summary("framerill_stage_service_seconds", part.labels, part.serviceTime) }
        family("framerill_run_latency_seconds", "summary", "How long items took from source to sink.")
        summary("framerill_run_latency_seconds", [], snapshot.latency)
        if let memory = snapshot.memory {
            family("framerill_run_memory_bytes", "gauge", "What the items on their way hold.")
            sample("framerill_run_memory_bytes", [], Double(memory.held))
            family("framerill_run_memory_limit_bytes", "gauge", "What they may hold; sources wait for it.")
            sample("framerill_run_memory_limit_bytes", [], Double(memory.limit))
        }
        family("framerill_run_seconds", "gauge", "How long the run has been going on.")
        sample("framerill_run_seconds", [], snapshot.elapsed / .seconds(1))
        family("framerill_run_stopping", "gauge", "1 once the run was asked to stop.")
        sample("framerill_run_stopping", [], snapshot.isStopping ? 1 : 0)
    }

    private static let partCounters: [(name: String, help: String, count: @Sendable (PartReport) -> Int)] = [
        ("received", "Items given to a stage; of a source, those it emitted.", { $0.received }),
        ("sent", "Items that a stage handed on; of a sink, those it stored.", { $0.sent }),
        ("copied", "Copies of these for further readers.", { $0.copied }),
        ("merged", "Items that a join took up into others.", { $0.merged }),
        ("filtered", "Items that a stage left out.", { $0.filtered }),
        ("late", "Items that came too late for a stage.", { $0.late }),
        ("failed", "Items at which a stage failed.", { $0.failed }),
        ("skipped", "Items at which a stage failed and that it skipped.", { $0.skipped }),
        ("dead_lettered", "Items at which a stage failed and that it wrote to a file of dead letters.", { $0.deadLettered }),
        ("retried", "Further attempts of a stage at items.", { $0.retried }),
        ("passed_over", "Items of a source that the run leaves out; of a sink, those that it had before.", { $0.passedOver }),
    ]

    private static let partTimes: [(name: String, help: String, time: @Sendable (PartReport) -> Duration)] = [
        ("busy", "Time that the workers of a stage worked, added up.", { $0.busy }),
        ("waiting_for_input", "Time that the workers of a stage waited for items, added up.", { $0.waitingForInput }),
        (
            "waiting_for_output", "Time that the workers of a stage waited for room behind them, added up.",
            { $0.waitingForOutput }
        ),
    ]

    private static let channelMetrics: [(name: String, type: String, help: String, count: @Sendable (ChannelReport) -> Int)] = [
        ("dropped_total", "counter", "Items that the full channel before a stage dropped.", { $0.counts.dropped }),
        ("waiting", "gauge", "Items that wait in the channel before a stage.", { $0.counts.inFlight }),
        ("most_waiting", "gauge", "The most items that ever waited in the channel before a stage.", { $0.counts.highWater }),
        ("capacity", "gauge", "How many items the channel before a stage holds.", { $0.capacity }),
    ]
}

extension PrometheusText {
    private mutating func family(_ name: String, _ type: String, _ help: String) {
        text += "# HELP \(name) \(Self.escaped(help, quote: false))\n# TYPE \(name) \(type)\n"
    }

    private mutating func sample(_ name: String, _ labels: [(String, String)], _ value: Double) {
        let labels = ([("pipeline", pipeline)] + labels).map { "\($0.0)=\"\(Self.escaped($0.1, quote: true))\"" }
        text += "\(name){\(labels.joined(separator: ","))} \(Self.number(value))\n"
    }

    private mutating func summary(_ name: String, _ labels: [(String, String)], _ times: LatencySummary?) {
        guard let times else { return }
        for (quantile, time) in [("0.5", times.p50), ("0.9", times.p90), ("0.99", times.p99), ("1", times.max)] {
            sample(name, labels + [("quantile", quantile)], time / .seconds(1))
        }
        sample("\(name)_sum", labels, times.total / .seconds(1))
        sample("\(name)_count", labels, Double(times.count))
    }

    private static func number(_ value: Double) -> String {
        if let whole = Int(exactly: value) { return "\(whole)" }
        return "\(value)"
    }

    /// What the format wants escaped: backslash and line feed, and within labels the quote.
    private static func escaped(_ text: String, quote: Bool) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quote: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

extension PartReport {
    fileprivate var labels: [(String, String)] { [("stage", name), ("kind", kind.rawValue)] }
}
