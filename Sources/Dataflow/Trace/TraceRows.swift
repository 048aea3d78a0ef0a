/// The rows and counters of a trace: a row for each worker, a counter for each channel.
struct TraceRows {
    private struct Worker: Hashable {
        let stage: String
        let index: Int
    }

    private var rows: [Worker: Int] = [:]
    /// The channels' names, in order.
    private(set) var channels: [String] = []
    /// The events that name all rows.
    private(set) var header = ""

    init() {}

    init(_ run: RunSnapshot) {
        header = TraceEvent.process
        for part in run.parts {
            for worker in 0..<part.workers {
                let row = rows.count + 1
                rows[Worker(stage: part.name, index: worker)] = row
                header += TraceEvent.row(row, "\(part.name)/\(worker)")
            }
        }
        channels = run.channels.map { "waiting before \($0.stage)" }
    }

    func text(of span: WorkSpan) -> String {
        // A join has one row for its two tasks.
        let row = rows[Worker(stage: span.stage, index: span.worker)] ?? rows[Worker(stage: span.stage, index: 0)]
        return TraceEvent.span(span, row: row ?? 0)
    }
}
