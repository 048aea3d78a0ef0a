public import DequeModule

/// The rules of a bounded channel, without tasks, locks or waiting: each event returns the action that the caller must take.
///
/// `Sender` and `Receiver` stand for whoever waits: continuations in a running channel, numbers in a test.
///
/// Invariants: a receiver waits only while the buffer is empty; a sender waits only while no slot is free; slots in use are
/// the buffered elements and those a receiver took ahead of their turn (`leased`).
@usableFromInline
package struct ChannelStateMachine<Element, Sender, Receiver> {
    @usableFromInline package let capacity: Int
    @usableFromInline package let overflow: OverflowPolicy
    @usableFromInline var buffer = Deque<Element>()
    @usableFromInline var leased = 0
    @usableFromInline var senders = Deque<WaitingSender>()
    @usableFromInline var receivers = Deque<WaitingReceiver>()
    @usableFromInline var end = End.open
    @usableFromInline var nextID: UInt64 = 0
    @usableFromInline var sent = 0
    @usableFromInline var received = 0
    @usableFromInline var dropped = 0
    @usableFromInline var highWater = 0

    @inlinable
    package init(capacity: Int, overflow: OverflowPolicy) {
        precondition(capacity >= 1, "channel: capacity \(capacity): expected at least 1")
        self.capacity = capacity
        self.overflow = overflow
        buffer.reserveCapacity(min(capacity, 1024))
    }

    @inlinable package var counts: ChannelCounts {
        ChannelCounts(sent: sent, received: received, dropped: dropped, inFlight: buffer.count, highWater: highWater)
    }

    var hasEnded: Bool { if case .open = end { false } else { true } }

    /// How many slots are taken.
    package var used: Int { buffer.count + leased }

    /// The buffered elements, the first of them at most.
    package func first(_ limit: Int) -> [Element] { Array(buffer.prefix(limit)) }

    /// How many wait at either side.
    package var waiting: (senders: Int, receivers: Int) { (senders.count, receivers.count) }
}

// MARK: Sending

extension ChannelStateMachine {
    @inlinable
    package mutating func send(_ element: Element) -> SendAction {
        switch end {
        case .open: break
        case .finished: return .finished
        case .failed(let error): return .failed(error)
        }
        if let waiting = receivers.popFirst() {
            sent += 1
            received += 1
            return .deliver(waiting.receiver, ordinal: received - 1)
        }
        if overflow == .latest, let stale = buffer.popFirst() {
            sent += 1
            dropped += 1
            buffer.append(element)
            return .dropped(stale)
        }
        if buffer.count + leased < capacity {
            sent += 1
            store(element)
            return .stored
        }
        switch overflow {
        case .block:
            nextID += 1
            return .wait(id: nextID)
        case .dropNewest:
            sent += 1
            dropped += 1
            return .dropped(element)
        case .dropOldest, .latest:
            guard let oldest = buffer.popFirst() else {
                preconditionFailure(
                    "channel: send with \(overflow): full, but nothing is buffered and \(leased) slots are leased")
            }
            sent += 1
            dropped += 1
            buffer.append(element)
            return .dropped(oldest)
        }
    }

    /// Sends, or enters `sender` in the queue under the number that ``send(_:)`` gave.
    @inlinable
    package mutating func send(_ element: Element, as sender: Sender, id: UInt64) -> SendAction {
        let action = send(element)
        guard case .wait = action else { return action }
        senders.append(WaitingSender(id: id, element: element, sender: sender))
        return .waiting
    }

    /// Takes a waiting sender out of the queue; `nil` if its element was already accepted.
    @inlinable
    package mutating func cancelSend(id: UInt64) -> Sender? {
        guard let index = senders.firstIndex(where: { $0.id == id }) else { return nil }
        return senders.remove(at: index).sender
    }

    @inlinable
    mutating func store(_ element: Element) {
        buffer.append(element)
        highWater = max(highWater, buffer.count + leased)
    }

    /// Moves the element of the sender that has waited longest into a free slot.
    @inlinable
    mutating func admitSender() -> Sender? {
        guard buffer.count + leased < capacity, let waiting = senders.popFirst() else { return nil }
        sent += 1
        store(waiting.element)
        return waiting.sender
    }
}

// MARK: Receiving

extension ChannelStateMachine {
    @inlinable
    package mutating func receive() -> ReceiveAction {
        if case .failed(let error) = end { return .failed(error) }
        if let element = buffer.popFirst() {
            received += 1
            return .take(element, ordinal: received - 1, resume: admitSender())
        }
        if case .finished = end { return .finished }
        nextID += 1
        return .wait(id: nextID)
    }

    /// Receives, or enters `receiver` in the queue under the number that ``receive()`` gave.
    @inlinable
    package mutating func receive(as receiver: Receiver, id: UInt64) -> ReceiveAction {
        let action = receive()
        guard case .wait = action else { return action }
        receivers.append(WaitingReceiver(id: id, receiver: receiver))
        return .waiting
    }

    /// Takes a waiting receiver out of the queue; `nil` if an element was already handed to it.
    @inlinable
    package mutating func cancelReceive(id: UInt64) -> Receiver? {
        guard let index = receivers.firstIndex(where: { $0.id == id }) else { return nil }
        return receivers.remove(at: index).receiver
    }

    /// Takes up to `limit` buffered elements and returns the senders whose elements took their places. Never waits.
    @inlinable
    package mutating func take(upTo limit: Int, into taken: inout Deque<Element>) -> [Sender] {
        var resumed: [Sender] = []
        if case .failed = end { return resumed }
        var count = 0
        while count < limit, let element = buffer.popFirst() {
            count += 1
            taken.append(element)
            if let sender = admitSender() { resumed.append(sender) }
        }
        received += count
        return resumed
    }

    /// Like ``take(upTo:into:)``, but all slots except one stay in use until the next call: the elements are taken ahead of
    /// their turn, and the channel still holds no more than its capacity. Only for a channel with a single receiver.
    @inlinable
    package mutating func takeAhead(upTo limit: Int, into taken: inout Deque<Element>) -> [Sender] {
        var resumed: [Sender] = []
        if case .failed = end { return resumed }
        leased = 0
        while let sender = admitSender() { resumed.append(sender) }
        let count = min(limit, buffer.count)
        guard count > 0 else { return resumed }
        for _ in 0..<count { taken.append(buffer.removeFirst()) }
        received += count
        leased = count - 1
        while let sender = admitSender() { resumed.append(sender) }
        return resumed
    }

    /// Puts elements that were taken ahead back to the front, in their order, and ends the lease.
    @inlinable
    package mutating func giveBack(_ elements: Deque<Element>) -> [Sender] {
        received -= elements.count
        leased = 0
        buffer.prepend(contentsOf: elements)
        var resumed: [Sender] = []
        while let sender = admitSender() { resumed.append(sender) }
        return resumed
    }
}

// MARK: Ending

extension ChannelStateMachine {
    /// No more sends; what is buffered can still be received.
    @inlinable
    package mutating func finish() -> Waiting {
        guard case .open = end else { return Waiting() }
        end = .finished
        return removeWaiting()
    }

    /// No more sends and no more receives. What is buffered stays in flight.
    @inlinable
    package mutating func fail(_ error: any Error) -> Waiting {
        if case .failed = end { return Waiting() }
        end = .failed(error)
        return removeWaiting()
    }

    @inlinable
    mutating func removeWaiting() -> Waiting {
        defer {
            senders.removeAll()
            receivers.removeAll()
        }
        return Waiting(senders: senders.map(\.sender), receivers: receivers.map(\.receiver))
    }
}
