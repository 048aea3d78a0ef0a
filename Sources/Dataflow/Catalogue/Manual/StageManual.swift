extension CatalogueDescription {
    /// One line a stage: its name, what it may be, and its summary.
    public var overview: String {
        TextColumns(stages.map { [$0.name, $0.kind.rawValue, $0.summary] }).text
    }
}

extension StageDescription {
    /// The stage's page, as `framerill stages NAME` prints it.
    ///
    /// - Parameter commonOptions: those that it takes besides its own, see ``StageCatalogue/commonOptions(for:)``.
    public func manual(commonOptions: [OptionDescription]) -> String {
        var sections = [
            "\(name) (\(kind.rawValue)): \(summary)",
            TextColumns([
                ["emits", contract.emits], ["waits when", contract.waitsWhen], ["ends when", contract.endsWhen],
                ["fails when", contract.failsWhen],
            ]).text,
            TextColumns([["reads", list(reads)], ["writes", list(writes)], ["empties", list(removes)]]).text,
        ]
        if !options.isEmpty { sections.append("options\n" + table(options)) }
        sections.append(
            "options of every \(kind == .transform ? "stage" : kind.rawValue)\n" + table(commonOptions))
        sections.append(
            "example\n"
                + example.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }.joined(separator: "\n"))
        return sections.joined(separator: "\n\n")
    }

    private func list(_ slots: [SlotName]) -> String {
        slots.isEmpty ? "-" : slots.map(\.rawValue).joined(separator: ", ")
    }

    /// Two lines an option: type and default, then what it means.
    private func table(_ options: [OptionDescription]) -> String {
        let rows = options.flatMap { option in
            [
                [option.name, option.type + (option.defaultText.map { "; default: \($0)" } ?? "; required")],
                ["", option.meaning],
            ]
        }
        return TextColumns(rows).text.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    }
}

/// Rows of words set in columns; the last column is as long as it is.
struct TextColumns {
    let rows: [[String]]

    init(_ rows: [[String]]) {
        self.rows = rows
    }

    var text: String {
        var widths: [Int] = []
        for row in rows {
            for (column, word) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], word.count)
            }
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, word in
                column == row.count - 1 ? word : word + String(repeating: " ", count: widths[column] - word.count)
            }
            return cells.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}
