import Dataflow

/// A channel as one list: what was sent and not yet received, in order, of which the first so many are accepted and the rest
/// wait. The slow and plain statement of the rules that the state machine is compared with.
struct ChannelModel {
    struct Entry {
        let element: Int
        var isAccepted: Bool
        let sender: UInt64?
    }

    enum Outcome: Equatable {
        case stored
        case delivered(receiver: UInt64, ordinal: Int)
        case dropped(Int)
        case took(Int, ordinal: Int, resumed: [UInt64])
        case waits
        case finished
        case failed
    }

    let capacity: Int
    let overflow: OverflowPolicy
    var line: [Entry] = []
    var receivers: [UInt64] = []
    var leased = 0
    var isFinished = false
    var hasFailed = false
    var counts = ChannelCounts()

    init(capacity: Int, overflow: OverflowPolicy) {
        self.capacity = capacity
        self.overflow = overflow
    }

    var accepted: Int { line.filter(\.isAccepted).count }
    var waitingSenders: [UInt64] { line.filter { !$0.isAccepted }.compactMap(\.sender) }

    mutating func send(_ element: Int, as sender: UInt64) -> Outcome {
        if hasFailed { return .failed }
        if isFinished { return .finished }
        if !receivers.isEmpty {
            counts.sent += 1
            counts.received += 1
            return .delivered(receiver: receivers.removeFirst(), ordinal: counts.received - 1)
        }
        let isFull = accepted + leased >= capacity
        switch overflow {
        case .latest where !line.isEmpty, .dropOldest where isFull:
            let lost = line.removeFirst()
            line.append(Entry(element: element, isAccepted: true, sender: nil))
            return dropped(lost.element)
        case .dropNewest where isFull:
            return dropped(element)
        case .block where isFull:
            line.append(Entry(element: element, isAccepted: false, sender: sender))
            return .waits
        default:
            line.append(Entry(element: element, isAccepted: true, sender: nil))
            counts.sent += 1
            noteHighWater()
            return .stored
        }
    }

    mutating func receive(as receiver: UInt64) -> Outcome {
        if hasFailed { return .failed }
        if line.isEmpty {
            if isFinished { return .finished }
            receivers.append(receiver)
            return .waits
        }
        let element = line.removeFirst().element
        counts.received += 1
        let ordinal = counts.received - 1
        return .took(element, ordinal: ordinal, resumed: accept())
    }

    mutating func take(upTo limit: Int) -> (taken: [Int], resumed: [UInt64]) {
        if hasFailed { return ([], []) }
        var taken: [Int] = []
        var resumed: [UInt64] = []
        while taken.count < limit, line.first?.isAccepted == true {
            taken.append(line.removeFirst().element)
            resumed += accept()
        }
        counts.received += taken.count
        return (taken, resumed)
    }

    mutating func takeAhead(upTo limit: Int) -> (taken: [Int], resumed: [UInt64]) {
        if hasFailed { return ([], []) }
        leased = 0
        var resumed = accept()
        let taken = line.prefix(min(limit, accepted)).map(\.element)
        line.removeFirst(taken.count)
        counts.received += taken.count
        leased = max(0, taken.count - 1)
        resumed += accept()
        return (taken, resumed)
    }

    mutating func giveBack(_ elements: [Int]) -> [UInt64] {
        line.insert(contentsOf: elements.map { Entry(element: $0, isAccepted: true, sender: nil) }, at: 0)
        counts.received -= elements.count
        leased = 0
        return accept()
    }

    mutating func cancelSend(_ sender: UInt64) -> Bool {
        guard let index = line.firstIndex(where: { !$0.isAccepted && $0.sender == sender }) else { return false }
        line.remove(at: index)
        return true
    }

    mutating func cancelReceive(_ receiver: UInt64) -> Bool {
        guard let index = receivers.firstIndex(of: receiver) else { return false }
        receivers.remove(at: index)
        return true
    }

    mutating func end(failing: Bool) -> (senders: [UInt64], receivers: [UInt64]) {
        if hasFailed || (isFinished && !failing) { return ([], []) }
        if failing { hasFailed = true } else { isFinished = true }
        defer {
            line.removeAll { !$0.isAccepted }
            receivers = []
        }
        return (waitingSenders, receivers)
    }

    private mutating func dropped(_ element: Int) -> Outcome {
        counts.sent += 1
        counts.dropped += 1
        return .dropped(element)
    }

    /// Lets in whoever stands where a slot is free.
    private mutating func accept() -> [UInt64] {
        var resumed: [UInt64] = []
        for index in line.indices.prefix(max(0, capacity - leased)) where !line[index].isAccepted {
            line[index].isAccepted = true
            counts.sent += 1
            if let sender = line[index].sender { resumed.append(sender) }
            noteHighWater()
        }
        return resumed
    }

    private mutating func noteHighWater() {
        counts.highWater = max(counts.highWater, accepted + leased)
    }

    var currentCounts: ChannelCounts {
        var counts = counts
        counts.inFlight = accepted
        return counts
    }
}
