import Dataflow

/// What a stage's entry says, and how it reads options; each property says what is wrong, `nil` if nothing is.
struct ContractWords<Payload: Sendable> {
    let entry: StageEntry<Payload>
    let common: [OptionDescription]

    var gap: String? {
        let contract = entry.contract
        let lines = [
            ("summary", entry.summary), ("emits", contract.emits), ("waits when", contract.waitsWhen),
            ("ends when", contract.endsWhen), ("fails when", contract.failsWhen), ("example", entry.example),
        ]
        if let empty = lines.first(where: { $0.1.isEmpty }) { return "no text for \"\(empty.0)\"" }
        if !entry.summary.hasSuffix(".") { return "a summary that is no sentence: \(entry.summary)" }
        if let option = entry.options.first(where: { $0.meaning.isEmpty }) { return "no meaning of \"\(option.name)\"" }
        return entry.example.contains(entry.name) ? nil : "an example without the stage: \(entry.example)"
    }

    var unread: String? {
        get throws {
            var reader = reader([])
            _ = try entry.make(&reader)
            return reader.unread.isEmpty ? nil : "\(Suggestion.alternatives(reader.unread, last: "and")) unread"
        }
    }

    var takenMisspelt: String? {
        for option in entry.options {
            let key = option.name + "x"
            let messages = problems(OptionMap.Entry(key, at: nowhere, OptionValue(.integer(1), at: nowhere)))
            let expected = "\"\(key)\" is not an option; did you mean \"\(option.name)\"?"
            if !messages.contains(expected) { return "for \"\(key)\": \(told(messages))" }
        }
        return nil
    }

    /// No option takes a map with a key that nobody knows and a value that nothing takes.
    var takenWrong: String? {
        let map = OptionMap(
            [OptionMap.Entry("no-such-key", at: nowhere, OptionValue(.list([OptionValue(.null, at: nowhere)]), at: nowhere))],
            at: nowhere)
        for option in entry.options {
            let messages = problems(OptionMap.Entry(option.name, at: nowhere, OptionValue(.map(map), at: nowhere)))
            if !messages.contains(where: { $0.hasPrefix("\"\(option.name)\":") }) {
                return "for \"\(option.name): \(OptionValue(.map(map), at: nowhere))\": \(told(messages))"
            }
        }
        return nil
    }

    private func told(_ messages: [String]) -> String {
        messages.isEmpty ? "no problem told" : messages.joined(separator: "; ")
    }

    private var nowhere: SourceMark { .file("contract.yaml", line: 1, column: 1) }

    private func reader(_ entries: [OptionMap.Entry]) -> OptionReader {
        OptionReader(OptionMap(entries, at: nowhere), stage: entry.name, options: entry.options, common: common)
    }

    private func problems(_ written: OptionMap.Entry) -> [String] {
        var reader = reader([written])
        do { _ = try entry.make(&reader) } catch { reader.refuse(error) }
        return reader.finish().map(\.message)
    }
}
