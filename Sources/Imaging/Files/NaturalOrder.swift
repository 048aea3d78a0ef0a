/// The order in which people number files: `frame-9` before `frame-10`, digits compared by value, the rest by code unit.
///
/// Names that differ only in leading zeros (`7`, `07`) are ordered by code unit, so that the order is total.
package enum NaturalOrder {
    package static func precedes(_ left: String, _ right: String) -> Bool {
        let (first, second) = (Array(left.utf8), Array(right.utf8))
        var (i, j) = (0, 0)
        while i < first.count, j < second.count {
            if isDigit(first[i]), isDigit(second[j]) {
                let (one, other) = (digits(of: first, from: &i), digits(of: second, from: &j))
                if one.count != other.count { return one.count < other.count }
                if !one.elementsEqual(other) { return one.lexicographicallyPrecedes(other) }
            } else if first[i] != second[j] {
                return first[i] < second[j]
            } else {
                (i, j) = (i + 1, j + 1)
            }
        }
        let (rest, otherRest) = (first.count - i, second.count - j)
        return rest != otherRest ? rest < otherRest : first.lexicographicallyPrecedes(second)
    }

    /// The last run of digits in `name`: 12 in `left-2-frame-0012`. Nil without digits or beyond `Int`.
    package static func lastNumber(in name: String) -> Int? {
        let scalars = name.utf8
        guard let end = scalars.lastIndex(where: isDigit) else { return nil }
        let start = scalars[...end].lastIndex { !isDigit($0) }.map { scalars.index(after: $0) } ?? scalars.startIndex
        return Int(name[start...end])
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// The run of digits from `position` on without its leading zeros; `position` moves behind it.
    private static func digits(of bytes: [UInt8], from position: inout Int) -> ArraySlice<UInt8> {
        let start = position
        while position < bytes.count, isDigit(bytes[position]) { position += 1 }
        return bytes[start..<position].drop { $0 == 0x30 }
    }
}
