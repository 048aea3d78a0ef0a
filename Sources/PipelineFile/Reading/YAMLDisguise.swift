/// Text in which single characters stand in for those that the YAML parser treats in a way that doesn't suit us.
///
/// Each stand-in replaces one character by one, so that all lines and columns stay true.
///
/// - `*` starts an alias. Replaced, it never does: a file of aliases to aliases can't blow up, and the unquoted glob
///   `*.jpg`, which is a syntax error in YAML, can be told from one and gets advice of its own.
/// - The first letter of a key that is written twice. The parser gives up at the first such key; once the letter differs, it
///   goes on, and all duplicates are reported together with all else.
struct YAMLDisguise {
    /// Out of Unicode's private use area, as are the letters for keys. A text that has it is refused.
    static let star: Unicode.Scalar = "\u{F8F0}"
    /// The first of a hundred letters for keys. They are told by their places, so that a text may have them.
    private static let firstKeyLetter: UInt32 = 0xE000

    /// A line and a column, both from 1.
    struct Place: Hashable {
        var line = 1
        var column = 1
    }

    private var lines: [[Unicode.Scalar]]
    /// The letter that was replaced, by the place where its key begins.
    private(set) var keys: [Place: Unicode.Scalar] = [:]

    init(_ text: String) {
        lines = TextLines.split(text.unicodeScalars.lazy.map { $0 == "*" ? Self.star : $0 })
    }

    /// The text for the parser. It is at least 16 bytes long: Yams 6 hands the parser a pointer that outlives the storage of
    /// shorter strings, which Swift keeps inside the value.
    var text: String {
        let scalars = String.UnicodeScalarView(lines.joined())
        return String(scalars) + (scalars.count < 16 ? "\n" + String(repeating: " ", count: 16) : "")
    }

    /// Makes the key at this place differ from all others; false where that can't be done letter for letter.
    mutating func renameKey(at place: Place) -> Bool {
        guard lines.indices.contains(place.line - 1), keys[place] == nil, keys.count < 100 else { return false }
        let line = lines[place.line - 1]
        var index = place.column - 1
        guard line.indices.contains(index) else { return false }
        let quote = line[index]
        if quote == "\"" || quote == "'" {
            index += 1
            guard line.indices.contains(index), line[index] != quote, line[index] != "\\" else { return false }
        }
        guard line[index].properties.isAlphabetic || line[index].properties.numericType != nil else { return false }
        guard let letter = Unicode.Scalar(Self.firstKeyLetter + UInt32(keys.count)) else { return false }
        keys[place] = line[index]
        lines[place.line - 1][index] = letter
        return true
    }

    /// The text as the user wrote it.
    func original(_ text: String, key place: Place? = nil) -> String {
        var scalars = String.UnicodeScalarView(text.unicodeScalars.map { $0 == Self.star ? "*" : $0 })
        if let place, let letter = keys[place], !scalars.isEmpty {
            scalars.replaceSubrange(scalars.startIndex..<scalars.index(after: scalars.startIndex), with: [letter])
        }
        return String(scalars)
    }
}
