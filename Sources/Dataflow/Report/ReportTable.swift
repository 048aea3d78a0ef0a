extension RunReport {
    /// The counts and times of every part as an aligned table. `queue` is the most items that ever waited before the part, of
    /// its channel's capacity; times are added up over a part's workers.
    public var table: String {
        let heads =
            ["stage", "workers", "in", "out", "filtered", "dropped"] + rareColumns.map(\.head)
            + ["failed", "in flight", "queue", "busy", "waiting for input", "waiting for output"]
        return aligned([heads] + parts.map(row(of:)))
    }

    /// Columns that are there only if one of their numbers isn't 0.
    private var rareColumns: [(head: String, path: KeyPath<PartReport, Int>)] {
        let columns: [(head: String, path: KeyPath<PartReport, Int>)] = [
            ("copied", \.copied), ("merged", \.merged), ("passed over", \.passedOver), ("late", \.late), ("retries", \.retried),
            ("skipped", \.skipped),
            ("dead letters", \.deadLettered),
        ]
        return columns.filter { column in parts.contains { $0[keyPath: column.path] != 0 } }
    }

    private func row(of part: PartReport) -> [String] {
        let channel = channel(before: part.name)
        let inFlight = part.inFlight + (channel?.counts.inFlight ?? 0)
        let counts = [
            part.name, "\(part.workers)", part.kind == .source ? "" : "\(channel?.counts.sent ?? part.received)", "\(part.sent)",
            "\(part.filtered)", channel.map { "\($0.counts.dropped)" } ?? "",
        ]
        return counts + rareColumns.map { "\(part[keyPath: $0.path])" } + [
            "\(part.failed)", part.kind == .source ? "" : "\(inFlight)",
            channel.map { "\($0.counts.highWater)/\($0.capacity)" } ?? "",
            "\(readable(part.busy)) (\(percentage(part.utilisation)))",
            part.kind == .source ? "" : readable(part.waitingForInput), part.kind == .sink ? "" : readable(part.waitingForOutput),
        ]
    }

    /// Columns as wide as their widest cell; the first to the left, the others to the right.
    func aligned(_ rows: [[String]]) -> String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = row.indices.map { column in
                let padding = String(repeating: " ", count: widths[column] - row[column].count)
                return column == 0 ? row[column] + padding : padding + row[column]
            }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }
}

extension RunReport: CustomStringConvertible {
    /// The tables, the law of conservation with the run's numbers, what set the pace, what failed and the first losses.
    public var description: String {
        let tables = latencyTable.isEmpty ? [table] : [table, "", latencyTable]
        var lines = tables + ["", outcome, law]
        if let memory = counts.memory { lines.append(memory.description) }
        if let bottleneck { lines.append(bottleneck.reason) }
        lines += imbalances.map { "unbalanced: \($0)" }
        if let failure {
            let item = failure.item.map { ": item \($0)" + (failure.origin.map { " (\($0))" } ?? "") } ?? ""
            lines.append("failed: stage \"\(failure.stage)\"\(item): \(failure.message)")
        }
        lines += lossLines(limit: 10)
        return lines.joined(separator: "\n")
    }

    private var outcome: String {
        "\(ending.rawValue) after \(readable(elapsed)): \(stored) items stored, \(fixed(rate, decimals: 1)) a second"
    }

    private var law: String {
        "\(beginningsText) = \(endsText)"
    }

    /// The first items that were dropped, filtered or given up, a line each, and how many more there were.
    public func lossLines(limit: Int) -> [String] {
        let shown = losses.prefix(limit).map(\.description)
        let more = dropped + filtered + late + skipped + deadLettered - shown.count
        return more > 0 && !shown.isEmpty ? shown + ["and \(more) more that didn't reach the sink"] : shown
    }
}
