import DequeModule

/// Joins the copies of each item, in the order in which the items parted.
struct ItemJoinMachine: JoinMachine {
    private struct Entry {
        var arrivals: [JoinedItem?]
        var isResolved = false
    }

    private let inputs: Int
    /// The number of the first entry.
    private var first = 0
    private var entries = Deque<Entry>()
    private var open: Set<Int>

    init(inputs: Int) {
        self.inputs = inputs
        open = Set(0..<inputs)
    }

    mutating func begin() -> Int {
        entries.append(Entry(arrivals: Array(repeating: nil, count: inputs)))
        return first + entries.count - 1
    }

    mutating func arrive(_ item: JoinedItem, input: Int, number: Int) {
        entries[number - first].arrivals[input] = item
    }

    mutating func end(input: Int) {
        open.remove(input)
    }

    mutating func resolve(_ number: Int) {
        if entries.indices.contains(number - first) { entries[number - first].isResolved = true }
    }

    mutating func next() -> JoinStep {
        while let entry = entries.first {
            guard entry.isResolved || open.isEmpty else { return .wait }
            entries.removeFirst()
            first += 1
            // What no reader got, or all branches filtered, is accounted for there.
            return entry.arrivals.contains { $0 != nil } ? .join(entry.arrivals) : .join([])
        }
        return open.isEmpty ? .over : .wait
    }
}
