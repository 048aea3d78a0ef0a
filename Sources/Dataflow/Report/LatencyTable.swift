extension RunReport {
    /// How long the parts worked on an item, and how long items took from source to sink; empty if nothing was timed.
    public var latencyTable: String {
        let parts = parts.compactMap { part in part.serviceTime.map { (part.name, $0) } }
        let rows = parts + (counts.latency.map { [("source to sink", $0)] } ?? [])
        guard !rows.isEmpty else { return "" }
        return aligned(
            [["time an item", "half within", "90 %", "99 %", "longest"]]
                + rows.map { name, times in
                    [name, readable(times.p50), readable(times.p90), readable(times.p99), readable(times.max)]
                })
    }
}
