import Foundation

extension OptionType<String> {
    /// Any text that isn't empty. A number or a word like `true` must be quoted to be text in a file.
    public static var text: OptionType<String> { words("text") }

    /// A path of a file, folder or pattern. It is relative to the current folder, as everything typed at a shell is, not to
    /// the pipeline file; a leading `~/` is the home folder. Whether it exists is for the stage to say.
    public static var path: OptionType<String> {
        words("path").converted(to: "path", standIn: ".") { path throws(OptionRefusal) in
            if path.contains("\0") { throw OptionRefusal("expected path, found text with a NUL character") }
            return path.hasPrefix("~/") ? NSHomeDirectory() + path.dropFirst() : path
        }
    }

    private static func words(_ description: String) -> OptionType<String> {
        OptionType(description, standIn: description) { value, faults in
            switch value.content {
            case .text(let text) where !text.isEmpty: return text
            case .bool, .integer, .number:
                if let typed = value.typed { return typed }
                faults.expected(description, at: value, "; put it in quotes")
            default: faults.expected(description, at: value)
            }
            return nil
        }
    }
}

extension OptionType {
    /// One of the names of an enumeration, written as its raw value.
    public static func oneOf(_ type: Value.Type = Value.self) -> OptionType<Value>
    where Value: RawRepresentable<String> & CaseIterable {
        choice(Value.allCases.map { ($0.rawValue, $0) }) { $0.rawValue }
    }
}

extension OptionType<String> {
    /// One of these names.
    public static func oneOf(_ names: [String]) -> OptionType<String> {
        choice(names.map { ($0, $0) }) { $0 }
    }
}

private func choice<Value: Sendable>(
    _ cases: [(name: String, value: Value)], show: @escaping @Sendable (Value) -> String
) -> OptionType<Value> {
    precondition(!cases.isEmpty, "an option that is one of a list of names needs at least one name")
    let names = cases.map(\.name)
    return OptionType("one of \(names.joined(separator: "|"))", standIn: cases[0].value, show: show) { value, faults in
        let word: String? = if case .text(let text) = value.content { text } else { value.typed }
        if let found = cases.first(where: { $0.name == word }) { return found.value }
        let near = word.flatMap { Suggestion.nearest(to: $0, among: names) }
        faults.expected(Suggestion.alternatives(names), at: value, near.map { "; did you mean \"\($0)\"?" } ?? "")
        return nil
    }
}
