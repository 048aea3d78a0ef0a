public import DequeModule

/// A queue of limited length between tasks: any number may send, any number may receive, first in is first out.
///
/// The capacity never grows. What a full channel does is its ``OverflowPolicy``; what it drops is counted and handed to
/// `onDrop`. Elements sent by one task are received in the order in which it sent them; senders that wait are served in the
/// order in which they began to wait, and so are receivers.
///
/// A value of this type is a reference: copies share one channel.
///
/// ### Cancel safety
/// A cancelled ``send(_:)`` either happened or gives its element back in the error; a cancelled ``receive()`` takes no
/// element. Where an element is handed over at the same moment as the task is cancelled, the hand-over counts and the
/// cancellation is for the caller to notice. No element is ever lost or doubled by cancelling.
public struct BoundedChannel<Element: Sendable>: Sendable {
    @usableFromInline package let storage: ChannelStorage<Element>

    /// - Parameters:
    ///   - capacity: How many elements may wait, at least 1.
    ///   - overflow: What happens to one more.
    ///   - onDrop: Called with each dropped element, in the task whose send caused the drop, outside of any lock.
    @inlinable
    public init(capacity: Int, overflow: OverflowPolicy = .block, onDrop: (@Sendable (Element) -> Void)? = nil) {
        storage = ChannelStorage(capacity: capacity, overflow: overflow, onDrop: onDrop)
    }

    /// Passes an element on.
    ///
    /// Returns as soon as the channel has accepted the element: at once where there is room, a receiver waits, or the policy
    /// drops; otherwise when a receiver has made room.
    ///
    /// - Throws: ``Unsent`` with the element and the reason: the channel was finished or failed, or the task was cancelled
    ///   while it waited. A send that needn't wait does not look at cancellation.
    @inlinable
    nonisolated(nonsending) public func send(_ element: Element) async throws(Unsent<Element>) {
        try await storage.send(element)
    }

    /// Passes an element on if that needs no waiting; `false` if it would, or if the channel has ended.
    @inlinable
    public func offer(_ element: Element) -> Bool {
        do { return try storage.offer(element) == nil } catch { return false }
    }

    /// The next element; waits for one. `nil` after the last element of a finished channel.
    ///
    /// - Throws: the error of a failed channel, at once and whatever is still buffered; `CancellationError` if the task was
    ///   cancelled while it waited. A receive that needn't wait does not look at cancellation.
    @inlinable
    nonisolated(nonsending) public func receive() async throws -> Element? {
        try await storage.receive()?.element
    }

    /// Up to `limit` elements that wait now, without waiting for any.
    @inlinable
    public func receiveWaiting(upTo limit: Int) -> [Element] {
        var taken = Deque<Element>()
        storage.take(upTo: limit, into: &taken)
        return Array(taken)
    }

    /// Ends the channel: no more sends, what is buffered can still be received. Sends that wait get their element back.
    @inlinable
    public func finish() {
        storage.finish()
    }

    /// Ends the channel at both sides: every send and receive, waiting or to come, throws. What is buffered stays counted as
    /// in flight.
    @inlinable
    public func fail(_ error: any Error) {
        storage.fail(error)
    }

    /// Whether it was finished or failed: nothing more is accepted, but elements may still wait to be received.
    public var hasEnded: Bool { storage.hasEnded }

    /// What went through so far.
    @inlinable public var counts: ChannelCounts { storage.counts }
}

extension BoundedChannel: AsyncSequence {
    public struct AsyncIterator: AsyncIteratorProtocol {
        @usableFromInline let channel: BoundedChannel

        @inlinable
        init(channel: BoundedChannel) {
            self.channel = channel
        }

        @inlinable
        nonisolated(nonsending) public mutating func next() async throws -> Element? {
            try await channel.receive()
        }
    }

    /// Several loops over one channel share its elements.
    @inlinable
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(channel: self)
    }
}
