/// "Did you mean": the known name that a mistyped one was meant to be.
public enum Suggestion {
    /// The candidate nearest to `name`, or nil where none is near enough to be a slip of the fingers.
    ///
    /// Near enough is a third of the letters, at least one, case and `-`/`_` not counted. Ties go to the earlier one.
    public static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
        let wanted = folded(name)
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let other = folded(candidate)
            let allowed = max(1, max(wanted.count, other.count) / 3)
            guard abs(wanted.count - other.count) <= allowed else { continue }
            let distance = distance(from: wanted, to: other)
            // A name of one or two letters is near to every other such name.
            guard distance <= allowed, distance < max(wanted.count, other.count), distance < best?.distance ?? .max else {
                continue
            }
            best = (candidate, distance)
        }
        return best?.name
    }

    /// `; did you mean "size"?`, or else `; expected "size" or "resample"`: the end of a message about an unknown name.
    public static func advice(for name: String, among candidates: [String]) -> String {
        if let near = nearest(to: name, among: candidates) { return "; did you mean \"\(near)\"?" }
        return candidates.isEmpty ? "" : "; expected \(alternatives(candidates))"
    }

    /// `"a"`, `"a" or "b"`, `"a", "b" or "c"`.
    public static func alternatives(_ names: [String], last: String = "or") -> String {
        let quoted = names.map { "\"\($0)\"" }
        guard let final = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
        return quoted.dropLast().joined(separator: ", ") + " \(last) " + final
    }

    private static func folded(_ name: String) -> [Character] {
        name.lowercased().map { $0 == "_" ? "-" : $0 }.prefix(64).map { $0 }
    }

    /// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
    private static func distance(from a: [Character], to b: [Character]) -> Int {
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1] + [Int](repeating: 0, count: b.count)
            for j in b.indices {
                let cost = a[i] == b[j] ? 0 : 1
                row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + cost)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
                }
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
