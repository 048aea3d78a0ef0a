import OrderedCollections

/// A strict reader of JSON that also takes Python's `NaN`, `Infinity` and `-Infinity`.
///
/// Foundation's readers refuse those literals and lose the order of keys. Nesting is bounded, for a file may be hostile.
package struct JSONParser {
    /// What was wrong and at which byte of the text.
    package struct Fault: Error, Equatable, CustomStringConvertible {
        package let byte: Int
        package let expected: String
        package let found: String
        package var description: String { "at byte \(byte) expected \(expected), found \(found)" }
    }

    /// No configuration of Keras comes near it: nested models take about ten levels each.
    static let greatestDepth = 256

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    package static func parse(_ text: String) throws(Fault) -> JSON {
        var parser = JSONParser(bytes: Array(text.utf8))
        let value = try parser.value()
        parser.skipBlanks()
        guard parser.position == parser.bytes.count else { throw parser.fault(expected: "the end of the text") }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func fault(expected: String) -> Fault {
        let found = next.map { $0 < 0x80 ? "'\(Character(UnicodeScalar($0)))'" : "byte \($0)" } ?? "the end"
        return Fault(byte: position, expected: expected, found: found)
    }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func take(word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard bytes.count - position >= length else { return false }
        for index in 0..<length where bytes[position + index] != word.utf8Start[index] { return false }
        position += length
        return true
    }

    private mutating func value() throws(Fault) -> JSON {
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return try nested { parser throws(Fault) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(Fault) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t") where take(word: "true"): return .bool(true)
        case UInt8(ascii: "f") where take(word: "false"): return .bool(false)
        case UInt8(ascii: "n") where take(word: "null"): return .null
        case UInt8(ascii: "N") where take(word: "NaN"): return .number(.nan)
        case UInt8(ascii: "I") where take(word: "Infinity"): return .number(.infinity)
        case UInt8(ascii: "-") where take(word: "-Infinity"): return .number(-.infinity)
        default: return try number()
        }
    }

    private mutating func nested(_ body: (inout JSONParser) throws(Fault) -> JSON) throws(Fault) -> JSON {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.greatestDepth else { throw fault(expected: "at most \(Self.greatestDepth) levels of nesting") }
        return try body(&self)
    }

    private mutating func object() throws(Fault) -> JSON {
        position += 1
        var members: OrderedDictionary<String, JSON> = [:]
        skipBlanks()
        if take("}") { return .object(members) }
        while true {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw fault(expected: "a key in quotes") }
            let start = position
            let key = try string()
            guard members[key] == nil else { throw Fault(byte: start, expected: "each key once", found: "\"\(key)\" again") }
            skipBlanks()
            guard take(":") else { throw fault(expected: "':'") }
            members[key] = try value()
            skipBlanks()
            if take("}") { return .object(members) }
            guard take(",") else { throw fault(expected: "',' or '}'") }
        }
    }

    private mutating func array() throws(Fault) -> JSON {
        position += 1
        var elements: [JSON] = []
        skipBlanks()
        if take("]") { return .array(elements) }
        while true {
            elements.append(try value())
            skipBlanks()
            if take("]") { return .array(elements) }
            guard take(",") else { throw fault(expected: "',' or ']'") }
        }
    }

    private mutating func number() throws(Fault) -> JSON {
        let start = position
        var isInteger = true
        while let byte = next {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): break
            case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"): isInteger = false
            default:
                return try number(String(decoding: bytes[start..<position], as: UTF8.self), isInteger, at: start)
            }
            position += 1
        }
        return try number(String(decoding: bytes[start..<position], as: UTF8.self), isInteger, at: start)
    }

    private func number(_ text: String, _ isInteger: Bool, at start: Int) throws(Fault) -> JSON {
        if isInteger, let value = Int(text) { return .integer(value) }
        if let value = Double(text), value.isFinite { return .number(value) }
        throw text.isEmpty ? fault(expected: "a value") : Fault(byte: start, expected: "a number", found: "\"\(text)\"")
    }

    private mutating func string() throws(Fault) -> String {
        position += 1
        let start = position
        var text: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw Fault(byte: start, expected: "a string in UTF-8", found: "other bytes")
                }
                return string
            case UInt8(ascii: "\\"): text.append(contentsOf: String(try escape()).utf8)
            case 0..<0x20:
                position -= 1
                throw Fault(byte: position, expected: "a character", found: "control byte \(byte)")
            default: text.append(byte)
            }
        }
        throw fault(expected: "'\"'")
    }

    private mutating func escape() throws(Fault) -> Unicode.Scalar {
        let escaped = next
        position += 1
        switch escaped {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let start = position
            let unit = try codeUnit()
            if let scalar = Unicode.Scalar(unit) { return scalar }
            if unit < 0xDC00, take(word: "\\u") {
                let low = try codeUnit()
                if (0xDC00..<0xE000).contains(low),
                    let scalar = Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + UInt32(low) - 0xDC00)
                {
                    return scalar
                }
            }
            throw Fault(byte: start, expected: "a pair of surrogates", found: "one alone")
        default:
            position -= 1
            throw fault(expected: "an escape")
        }
    }

    private mutating func codeUnit() throws(Fault) -> UInt16 {
        guard bytes.count - position >= 4,
            let unit = UInt16(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw fault(expected: "four hexadecimal digits") }
        position += 4
        return unit
    }
}
