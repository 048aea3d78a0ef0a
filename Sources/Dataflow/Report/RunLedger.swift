import Synchronization

/// All the books of one run, readable while it goes on.
final class RunLedger: Sendable {
    struct Part: Sendable {
        let kind: PartReport.Kind
        let settings: StageSettings
        let workers: [WorkerLedger]
    }

    struct Channel: Sendable {
        let settings: StageSettings
        /// Those that send to it, by name.
        let producers: [String]
        let counts: @Sendable () -> ChannelCounts
        let sight: @Sendable () -> RunSight.Queue
        /// The items that wait in it, the first of them at most.
        let waiting: @Sendable (Int) -> [ItemID]
    }

    /// Where results wait for their turn, or items for their partners.
    struct Window: Sendable {
        let sight: @Sendable () -> [RunSight.Queue]
    }

    let parts: [Part]
    let channels: [Channel]
    let windows: [Window]
    let budget: ByteBudget?
    private let expectedCount: Int?
    /// Items that the sources are to pass over.
    private let leftOut = Atomic(0)
    private let began = monotonicNanoseconds()
    private let ended = Atomic(0)

    init(parts: [Part], channels: [Channel], windows: [Window], budget: ByteBudget?, expectedCount: Int?) {
        self.parts = parts
        self.channels = channels
        self.windows = windows
        self.budget = budget
        self.expectedCount = expectedCount
    }

    var isOver: Bool { ended.load(ordering: .acquiring) > 0 }

    /// So many items less are to be expected.
    func leaveOut(_ count: Int) {
        leftOut.store(count, ordering: .relaxed)
    }

    func end() {
        ended.store(monotonicNanoseconds(), ordering: .releasing)
    }

    func snapshot(isStopping: Bool) -> RunSnapshot {
        let end = ended.load(ordering: .acquiring)
        let now = end > 0 ? end : monotonicNanoseconds()
        var way = LatencyHistogram()
        let reports = parts.map { $0.report(at: now, addingWayTo: &way) }
        return RunSnapshot(
            elapsed: .nanoseconds(now - began),
            expectedCount: expectedCount.map { max(0, $0 - leftOut.load(ordering: .relaxed)) },
            parts: reports,
            channels: channels.map {
                ChannelReport(
                    stage: $0.settings.name, producers: $0.producers, capacity: $0.settings.capacity,
                    overflow: $0.settings.overflow, counts: $0.counts())
            },
            memory: budget?.report, isStopping: isStopping, latency: LatencySummary(way))
    }
}

extension RunLedger.Part {
    /// - Parameter way: gets how long the whole way of the items took that were stored here.
    func report(at now: Int, addingWayTo way: inout LatencyHistogram) -> PartReport {
        var service = LatencyHistogram()
        var report = PartReport(kind: kind, name: settings.name, workers: settings.workers)
        for worker in workers {
            let times = worker.times(at: now)
            worker.timer.add(to: &service, &way)
            report.received += worker.taken.load(ordering: .relaxed)
            report.sent += worker.passed.load(ordering: .relaxed)
            report.copied += worker.copied.load(ordering: .relaxed)
            report.merged += worker.merged.load(ordering: .relaxed)
            report.filtered += worker.filtered.load(ordering: .relaxed)
            report.failed += worker.failed.load(ordering: .relaxed)
            report.skipped += worker.skipped.load(ordering: .relaxed)
            report.deadLettered += worker.deadLettered.load(ordering: .relaxed)
            report.late += worker.late.load(ordering: .relaxed)
            report.retried += worker.retried.load(ordering: .relaxed)
            report.passedOver += worker.passedOver.load(ordering: .relaxed)
            report.busy += .nanoseconds(times.busy)
            report.waitingForInput += .nanoseconds(times.input)
            report.waitingForOutput += .nanoseconds(times.output)
        }
        report.serviceTime = LatencySummary(service)
        if kind == .source { report.received = report.sent + report.filtered + report.skipped + report.deadLettered }
        return report
    }
}
