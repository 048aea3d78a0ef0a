/// Lines as the YAML parser counts them, which also ends one at a carriage return, U+0085, U+2028 and U+2029.
enum TextLines {
    /// The lines of a text, each with what ends it; the last one has no end and may be empty.
    static func split(_ text: some Sequence<Unicode.Scalar>) -> [[Unicode.Scalar]] {
        var lines: [[Unicode.Scalar]] = [[]]
        var afterReturn = false
        for scalar in text {
            // A line feed right after a carriage return belongs to the same end.
            if afterReturn, scalar != "\n" { lines.append([]) }
            afterReturn = scalar == "\r"
            lines[lines.count - 1].append(scalar)
            if ["\n", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar) { lines.append([]) }
        }
        if afterReturn { lines.append([]) }
        return lines
    }
}

extension String {
    /// Line and column, both from 1, of a place in the text; columns count Unicode scalars.
    func place(of index: String.Index) -> (line: Int, column: Int) {
        let lines = TextLines.split(unicodeScalars[..<index])
        return (lines.count, (lines.last?.count ?? 0) + 1)
    }
}
