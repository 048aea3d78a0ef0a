/// What is open at one worker and how long what has ended took: the state of an ``ItemTimer``.
struct TimedWork {
    /// Work that is over, as it is told to observers.
    struct Ended {
        let items: [ItemLabel]
        let start: Int
        let end: Int
        let outcome: WorkSpan.Outcome
        let weight: Int
    }

    private struct Open {
        var items: [ItemLabel]
        var start: Int
        /// The number of the item that was timed before.
        let before: Int
        /// How many items the span stands for.
        var weight: Int
    }

    /// More than any stage holds at once; items beyond are not timed.
    private static let mostOpen = 1024
    /// Above this, in nanoseconds, the time that timing takes doesn't matter.
    private static let slow = 10_000
    private static let mostBetween = 64

    private var open: [Open] = []
    private(set) var service = LatencyHistogram()
    /// From emission to storage.
    var way = LatencyHistogram()
    var listener: SpanListener?
    /// The number of the item that was timed last.
    private var last = 0
    /// The number of the item to time next.
    private(set) var due = 0
    /// Any fixed seed does: it only has to be out of step with the items.
    private var random: UInt64 = 0x9E37_79B9_7F4A_7C15

    var isOpen: Bool { !open.isEmpty }

    /// - Parameter count: how many items the worker has had with this one.
    mutating func begin(_ item: ItemLabel?, count: Int, at now: Int) {
        guard open.count < Self.mostOpen else { return }
        open.append(Open(items: item.map { [$0] } ?? [], start: now, before: last, weight: max(1, count - last)))
        last = count
    }

    mutating func restart(_ items: [ItemLabel], count: Int, at now: Int) {
        guard let place = open.indices.last else { return }
        open[place].items = items
        open[place].start = now
        open[place].weight = max(1, count - open[place].before)
        last = count
    }

    mutating func passBy() { last += 1 }

    /// Says which item a source has been making.
    mutating func name(_ item: ItemLabel) {
        if let place = open.indices.last { open[place].items = [item] }
    }

    /// Ends the span that the item belongs to; `nil` if none does.
    mutating func end(_ id: ItemID, as outcome: WorkSpan.Outcome, at now: Int) -> Ended? {
        guard let place = open.firstIndex(where: { $0.items.contains { $0.id == id } }) else { return nil }
        let ended = record(open.remove(at: place), as: outcome, at: now)
        due = last + nextGap(after: now - ended.start)
        return ended
    }

    mutating func endAll(as outcome: WorkSpan.Outcome, at now: Int) -> [Ended] {
        defer { open.removeAll() }
        due = 0
        return open.filter { !$0.items.isEmpty }.map { record($0, as: outcome, at: now) }
    }

    private mutating func record(_ open: Open, as outcome: WorkSpan.Outcome, at now: Int) -> Ended {
        if outcome.isLast { service.record(now - open.start, weight: open.weight) }
        return Ended(items: open.items, start: open.start, end: now, outcome: outcome, weight: open.weight)
    }

    /// At random, so that a rhythm in the input can't always meet the same items.
    private mutating func nextGap(after length: Int) -> Int {
        if listener?.wantsAll == true { return 1 }
        let mean = min(Self.mostBetween, Self.slow / max(1, length))
        guard mean > 1 else { return 1 }
        random ^= random << 13
        random ^= random >> 7
        random ^= random << 17
        return 1 + Int(random % UInt64(2 * mean - 1))
    }
}
