import DequeModule

/// Joins items of different sources by their timestamps: each item of the first input with the nearest of each other input.
///
/// The timestamps of an input must not go back. Which item of another input is nearest is known once one has come that is not before
/// the first input's item; of those before it only the last is kept, so that two places an input are enough.
struct TimeJoinMachine: JoinMachine {
    private let within: Duration
    private var queues: [Deque<(time: Duration, item: JoinedItem)>]
    private var latest: [Duration?]
    private var hasEnded: [Bool]
    private var refused = Deque<(item: JoinedItem, input: Int, reason: String)>()

    init(inputs: Int, within: Duration) {
        self.within = within
        queues = Array(repeating: [], count: inputs)
        latest = Array(repeating: nil, count: inputs)
        hasEnded = Array(repeating: false, count: inputs)
    }

    mutating func begin() -> Int { preconditionFailure("join by time: no items part on its account") }

    mutating func arrive(_ item: JoinedItem, input: Int, number: Int) {
        guard let time = item.timestamp else { return refused.append((item, input, "it has no timestamp")) }
        if let latest = latest[input], time < latest {
            return refused.append((item, input, "its timestamp is before that of the item before it"))
        }
        latest[input] = time
        queues[input].append((time, item))
    }

    mutating func end(input: Int) {
        hasEnded[input] = true
    }

    mutating func resolve(_ number: Int) {}

    mutating func next() -> JoinStep {
        if let (item, input, reason) = refused.popFirst() { return .giveUp(item, input: input, reason: reason) }
        guard let head = queues[0].first else { return withoutFirst() }
        var positions: [Int?] = [0]
        for input in queues.indices.dropFirst() {
            // Of two that are not after the head, the earlier one is not the nearest.
            if let first = queues[input].first,
                first.time < head.time - within || (queues[input].count > 1 && queues[input][1].time <= head.time)
            {
                return giveUpFirst(of: input)
            }
            let isDecided = hasEnded[input] || (queues[input].last.map { $0.time >= head.time } ?? false)
            guard isDecided else { return .wait }
            positions.append(nearest(to: head.time, in: input))
        }
        for (input, position) in positions.enumerated() where input > 0 && position == 1 { return giveUpFirst(of: input) }
        return .join(positions.enumerated().map { input, position in position.map { _ in queues[input].removeFirst().item } })
    }

    /// The position, 0 or 1, of the item that is nearest to a time and near enough.
    private func nearest(to time: Duration, in input: Int) -> Int? {
        let candidates = queues[input].prefix(2).enumerated().map {
            (position: $0, distance: max($1.time - time, time - $1.time))
        }
        guard let best = candidates.min(by: { $0.distance < $1.distance }), best.distance <= within else { return nil }
        return best.position
    }

    /// While the first input has nothing: only once it has ended is it known that the others' items have no partner.
    private mutating func withoutFirst() -> JoinStep {
        guard hasEnded[0] else { return .wait }
        if let input = queues.indices.first(where: { !queues[$0].isEmpty }) { return giveUpFirst(of: input) }
        return hasEnded.allSatisfy(\.self) ? .over : .wait
    }

    private mutating func giveUpFirst(of input: Int) -> JoinStep {
        .giveUp(queues[input].removeFirst().item, input: input, reason: "no item of the other inputs is near enough in time")
    }
}
