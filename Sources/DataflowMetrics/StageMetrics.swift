import Dataflow
import Metrics

/// The counters and meters of one stage, and what was reported last.
struct StageMetrics {
    private static let counts: [(name: String, count: @Sendable (PartReport) -> Int)] = [
        ("received", { $0.received }), ("sent", { $0.sent }), ("copied", { $0.copied }), ("merged", { $0.merged }),
        ("filtered", { $0.filtered }), ("failed", { $0.failed }),
        ("skipped", { $0.skipped }), ("dead_lettered", { $0.deadLettered }), ("late", { $0.late }), ("retried", { $0.retried }),
    ]

    private let counters: [Counter]
    private let dropped: Counter?
    private let inFlight: Meter
    private let waiting: Meter?
    /// What the counters have been given so far.
    private var reported = counts.map { _ in 0 }
    private var reportedDropped = 0

    init(_ labels: [(String, String)], hasChannel: Bool, _ factory: any MetricsFactory) {
        counters = Self.counts.map { Counter(label: "framerill_items_\($0.name)", dimensions: labels, factory: factory) }
        inFlight = Meter(label: "framerill_stage_in_flight", dimensions: labels, factory: factory)
        dropped = hasChannel ? Counter(label: "framerill_items_dropped", dimensions: labels, factory: factory) : nil
        waiting = hasChannel ? Meter(label: "framerill_channel_waiting", dimensions: labels, factory: factory) : nil
    }

    mutating func update(_ part: PartReport, _ channel: ChannelReport?) {
        for (index, (_, count)) in Self.counts.enumerated() {
            // An item that is taken back to be given again makes the count less for a while.
            let difference = count(part) - reported[index]
            guard difference > 0 else { continue }
            counters[index].increment(by: difference)
            reported[index] += difference
        }
        inFlight.set(part.inFlight)
        guard let channel else { return }
        waiting?.set(channel.counts.inFlight)
        if channel.counts.dropped > reportedDropped { dropped?.increment(by: channel.counts.dropped - reportedDropped) }
        reportedDropped = channel.counts.dropped
    }
}
