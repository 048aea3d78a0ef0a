/// A value as it stands in a pipeline's description, with the place where it stands.
public struct OptionValue: Sendable, Hashable {
    public indirect enum Content: Sendable, Hashable {
        case null
        case bool(Bool)
        case integer(Int)
        case number(Double)
        case text(String)
        case list([OptionValue])
        case map(OptionMap)
        /// Something that can't be a value and was reported where it was met; reading it adds no second problem.
        case unreadable
    }

    public var content: Content
    public var mark: SourceMark
    /// What the user typed, where that alone may also be meant as text: `--set load.path=2024` needs no quotes.
    public var typed: String?

    public init(_ content: Content, at mark: SourceMark, typed: String? = nil) {
        self.content = content
        self.mark = mark
        self.typed = typed
    }
}

/// A mapping of option names to values, in the order of the description, with unique keys.
public struct OptionMap: Sendable, Hashable {
    public struct Entry: Sendable, Hashable {
        public var key: String
        public var keyMark: SourceMark
        public var value: OptionValue

        public init(_ key: String, at keyMark: SourceMark, _ value: OptionValue) {
            self.key = key
            self.keyMark = keyMark
            self.value = value
        }
    }

    public var entries: [Entry]
    public var mark: SourceMark

    public init(_ entries: [Entry] = [], at mark: SourceMark) {
        self.entries = entries
        self.mark = mark
    }

    public subscript(key: String) -> Entry? {
        entries.first { $0.key == key }
    }

    /// Replaces the value of the entry with this key, or adds the entry at the end.
    public mutating func set(_ entry: Entry) {
        if let index = entries.firstIndex(where: { $0.key == entry.key }) {
            entries[index] = entry
        } else {
            entries.append(entry)
        }
    }
}

extension OptionValue {
    /// What stands here, for messages: `text "abc"`, `integer 3`, `a list`.
    public var found: String {
        switch content {
        case .null: "nothing"
        case .bool(let value): "\(value)"
        case .integer(let value): "integer \(value)"
        case .number(let value): "number \(value)"
        case .text(let value): "text \"\(value.count > 60 ? value.prefix(57) + "..." : value)\""
        case .list: "a list"
        case .map: "a map"
        case .unreadable: "something unreadable"
        }
    }
}

extension OptionValue: CustomStringConvertible {
    /// The value in YAML's flow style.
    public var description: String {
        switch content {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .text(let value): value
        case .list(let values): "[\(values.map(\.description).joined(separator: ", "))]"
        case .map(let map): "{\(map.entries.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}"
        case .unreadable: "?"
        }
    }
}
