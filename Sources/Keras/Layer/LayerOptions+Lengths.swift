extension LayerOptions {
    /// A positive number for each of `count` axes, or one for all.
    mutating func lengths(_ option: String, count: Int, default absent: [Int]? = nil) throws -> [Int] {
        let expected = count == 1 ? "a positive integer" : "a positive integer or \(count) of them"
        note(option, expected, default: absent.map { .array($0.map { .integer($0) }) })
        guard let value = value(option) else {
            if let absent { return absent }
            throw fault(option, expected: expected, found: nil)
        }
        let numbers = value.integer.map { Array(repeating: $0, count: count) } ?? value.elements?.compactMap(\.integer) ?? []
        guard numbers.count == count, numbers.allSatisfy({ (1...SizeLimits.option).contains($0) }) else {
            throw fault(option, expected: expected, found: value)
        }
        return numbers
    }

    /// How much at both ends of each of `count` axes: one number for all, one for each axis, or a pair for each.
    mutating func borders(_ option: String, count: Int, default absent: Int) throws -> [(before: Int, after: Int)] {
        let expected = "an integer, \(count), or \(count) pairs, none negative"
        note(option, expected, default: .integer(absent))
        guard let value = value(option) else { return Array(repeating: (absent, absent), count: count) }
        let entries = value.integer.map { _ in Array(repeating: value, count: count) } ?? value.elements ?? []
        let pairs = entries.compactMap { entry -> (before: Int, after: Int)? in
            let ends = entry.integer.map { [$0, $0] } ?? entry.elements?.compactMap(\.integer) ?? []
            guard ends.count == 2, ends.allSatisfy({ (0...SizeLimits.option).contains($0) }) else { return nil }
            return (ends[0], ends[1])
        }
        guard pairs.count == count, entries.count == count else {
            throw fault(option, expected: expected, found: value)
        }
        return pairs
    }
}
