import Dataflow

/// What an unquoted word means: YAML 1.2's core schema with its traps taken out.
///
/// | written | read as |
/// |---|---|
/// | `true` `false` | truth; `yes`, `no`, `on`, `off`, `True` are text, as YAML 1.1's reading of them surprises |
/// | `null` `~` and nothing | nothing |
/// | `0`, `12`, `-3`, `+4` | an integer; `010`, `0x1F`, `1_000` and `1:30` are text |
/// | `0.5`, `.5`, `1e-3`, `.inf`, `.nan` | a number; the last two are refused by every option |
/// | all else | text |
enum PlainScalar {
    static func content(of word: String) -> OptionValue.Content {
        switch word {
        case "", "~", "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        case ".inf", "+.inf": return .number(.infinity)
        case "-.inf": return .number(-.infinity)
        case ".nan": return .number(.nan)
        default: break
        }
        guard isDecimal(word) else { return .text(word) }
        if let integer = Int(word) { return .integer(integer) }
        if let number = Double(word) { return .number(number) }
        return .text(word)
    }

    /// `[-+]? (0 | [1-9][0-9]*)? (\. [0-9]*)? ([eE][-+]?[0-9]+)?` with at least one digit before the exponent.
    private static func isDecimal(_ word: String) -> Bool {
        var rest = Substring(word).utf8
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        let whole = rest.prefix(while: isDigit)
        if whole.count > 1, whole.first == UInt8(ascii: "0") { return false }
        rest = rest.dropFirst(whole.count)
        var digits = whole.count
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix(while: isDigit)
            digits += fraction.count
            rest = rest.dropFirst(1 + fraction.count)
        }
        guard digits > 0 else { return false }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
            guard let first = rest.first, isDigit(first) else { return false }
            rest = rest.drop(while: isDigit)
        }
        return rest.isEmpty
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
