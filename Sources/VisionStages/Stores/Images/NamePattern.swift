/// How to name what is written for each frame: `out/%s.jpg`.
///
/// `%s` stands for the frame's name, `%d` for the number in its name (its index where it has none), `%i` for its index; `%04d` and
/// `%04i` fill up with zeros to four digits; `%%` is a percent sign.
public struct NamePattern: Sendable, Hashable {
    private enum Part: Hashable {
        case text(String)
        case name
        case number(width: Int)
        case index(width: Int)
    }

    /// As it was given.
    public let pattern: String
    private let parts: [Part]

    /// - Throws: `StoreError.pattern` if a sign after `%` is none of these, or if nothing in the pattern tells frames apart.
    public init(_ pattern: String) throws(StoreError) {
        self.pattern = pattern
        parts = try Self.parts(of: pattern)
        guard parts.contains(where: { if case .text = $0 { false } else { true } }) else {
            throw .pattern(pattern, expected: "%s, %d or %i, so that each frame has a name of its own", found: "none of them")
        }
    }

    /// What a shell matches all the paths with: `out/*.jpg`.
    public var glob: String {
        parts.map { if case .text(let text) = $0 { text } else { "*" } }.joined()
    }

    /// The path for a frame.
    public func path(for record: FrameRecord) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .name: record.name
            case .number(let width): Self.digits(record.number ?? record.index, width)
            case .index(let width): Self.digits(record.index, width)
            }
        }.joined()
    }

    private static func digits(_ number: Int, _ width: Int) -> String {
        let digits = "\(number)"
        return String(repeating: "0", count: max(width - digits.count, 0)) + digits
    }

    private static func parts(of pattern: String) throws(StoreError) -> [Part] {
        var parts: [Part] = []
        var text = ""
        var rest = pattern[...]
        while let character = rest.popFirst() {
            guard character == "%" else {
                text.append(character)
                continue
            }
            let start = rest
            let width = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(width.count)
            let part: Part?
            switch (rest.popFirst(), width) {
            case ("%", ""):
                text.append("%")
                continue
            case ("s", ""): part = .name
            case ("d", _): part = self.width(width).map { .number(width: $0) }
            case ("i", _): part = self.width(width).map { .index(width: $0) }
            default: part = nil
            }
            guard let part else {
                throw .pattern(
                    pattern, expected: "%s, %d, %i, %04d, %04i or %%", found: "\"%\(start.prefix(width.count + 1))\"")
            }
            if !text.isEmpty { parts.append(.text(text)) }
            text = ""
            parts.append(part)
        }
        if !text.isEmpty { parts.append(.text(text)) }
        return parts
    }

    /// `""` or zero and digits, as in `%04d`.
    private static func width(_ digits: Substring) -> Int? {
        if digits.isEmpty { return 0 }
        guard digits.first == "0", let width = Int(digits), 1...18 ~= width else { return nil }
        return width
    }
}
