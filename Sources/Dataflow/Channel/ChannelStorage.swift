public import DequeModule
public import Synchronization

/// The lock and the waiting of a ``BoundedChannel``: asks the state machine under the lock and resumes only after unlocking.
@usableFromInline
package final class ChannelStorage<Element: Sendable>: Sendable {
    @usableFromInline
    enum Sent: Sendable {
        case accepted
        case refused(Unsent<Element>.Reason)
    }

    /// What a receiver that waited is resumed with.
    @usableFromInline
    enum Receipt: Sendable {
        case element(Element, ordinal: Int)
        case finished
        case failed(any Error)
        case cancelled
    }

    @usableFromInline typealias Machine = ChannelStateMachine<
        Element, UnsafeContinuation<Sent, Never>, UnsafeContinuation<Receipt, Never>
    >

    @usableFromInline let machine: Mutex<Machine>
    @usableFromInline let onDrop: (@Sendable (Element) -> Void)?

    @inlinable
    package init(capacity: Int, overflow: OverflowPolicy, onDrop: (@Sendable (Element) -> Void)?) {
        machine = Mutex(Machine(capacity: capacity, overflow: overflow))
        self.onDrop = onDrop
    }

    @inlinable package var counts: ChannelCounts { machine.withLock { $0.counts } }

    package var hasEnded: Bool { machine.withLock { $0.hasEnded } }

    package var waiting: (senders: Int, receivers: Int) { machine.withLock { $0.waiting } }
}

// MARK: Sending

extension ChannelStorage {
    @inlinable
    nonisolated(nonsending) package func send(_ element: Element) async throws(Unsent<Element>) {
        if let id = try offer(element) { try await wait(toSend: element, id: id) }
    }

    /// Sends if that needs no waiting; otherwise the number to wait under.
    @inlinable
    package func offer(_ element: Element) throws(Unsent<Element>) -> UInt64? {
        switch machine.withLock({ $0.send(element) }) {
        case .stored: break
        case .deliver(let receiver, let ordinal): receiver.resume(returning: .element(element, ordinal: ordinal))
        case .dropped(let lost): onDrop?(lost)
        case .wait(let id): return id
        case .waiting: preconditionFailure("channel: send: entered in the queue without a continuation")
        case .finished: throw Unsent(element, .finished)
        case .failed(let error): throw Unsent(element, .failed(error))
        }
        return nil
    }

    @inlinable
    nonisolated(nonsending) package func wait(toSend element: Element, id: UInt64) async throws(Unsent<Element>) {
        let sent = await withTaskCancellationHandler {
            await withUnsafeContinuation { (sender: UnsafeContinuation<Sent, Never>) in
                switch machine.withLock({ $0.send(element, as: sender, id: id) }) {
                case .waiting:
                    // A cancellation before the entry found nothing to cancel: look again, now that there is.
                    if Task.isCancelled { cancelSend(id) }
                case .stored: sender.resume(returning: .accepted)
                case .deliver(let receiver, let ordinal):
                    receiver.resume(returning: .element(element, ordinal: ordinal))
                    sender.resume(returning: .accepted)
                case .dropped(let lost):
                    onDrop?(lost)
                    sender.resume(returning: .accepted)
                case .wait: preconditionFailure("channel: send: told to wait although a continuation was given")
                case .finished: sender.resume(returning: .refused(.finished))
                case .failed(let error): sender.resume(returning: .refused(.failed(error)))
                }
            }
        } onCancel: {
            cancelSend(id)
        }
        if case .refused(let reason) = sent { throw Unsent(element, reason) }
    }

    @inlinable
    func cancelSend(_ id: UInt64) {
        machine.withLock { $0.cancelSend(id: id) }?.resume(returning: .refused(.cancelled))
    }
}

// MARK: Receiving

extension ChannelStorage {
    /// What a receiver finds that does not wait.
    @usableFromInline
    package enum Polled: Sendable {
        case element(Element, ordinal: Int)
        /// Nothing now: wait under this number.
        case wait(id: UInt64)
        case finished
    }

    /// The next element if there is one.
    @inlinable
    package func poll() throws -> Polled {
        switch machine.withLock({ $0.receive() }) {
        case .take(let element, let ordinal, let sender):
            sender?.resume(returning: .accepted)
            return .element(element, ordinal: ordinal)
        case .wait(let id): return .wait(id: id)
        case .waiting: preconditionFailure("channel: receive: entered in the queue without a continuation")
        case .finished: return .finished
        case .failed(let error): throw error
        }
    }

    /// The next element and its number among all received; `nil` after the last one of a finished channel.
    @inlinable
    nonisolated(nonsending) package func receive() async throws -> (element: Element, ordinal: Int)? {
        switch try poll() {
        case .element(let element, let ordinal): return (element, ordinal)
        case .wait(let id): return try await receive(waitingAs: id)
        case .finished: return nil
        }
    }

    /// Waits for the next element under the number that ``poll()`` gave.
    @inlinable
    nonisolated(nonsending) package func receive(waitingAs id: UInt64) async throws -> (element: Element, ordinal: Int)? {
        switch await wait(toReceive: id) {
        case .element(let element, let ordinal): return (element, ordinal)
        case .finished: return nil
        case .failed(let error): throw error
        case .cancelled: throw CancellationError()
        }
    }

    @inlinable
    nonisolated(nonsending) func wait(toReceive id: UInt64) async -> Receipt {
        await withTaskCancellationHandler {
            await withUnsafeContinuation { (receiver: UnsafeContinuation<Receipt, Never>) in
                switch machine.withLock({ $0.receive(as: receiver, id: id) }) {
                case .waiting:
                    if Task.isCancelled { cancelReceive(id) }
                case .take(let element, let ordinal, let sender):
                    sender?.resume(returning: .accepted)
                    receiver.resume(returning: .element(element, ordinal: ordinal))
                case .wait: preconditionFailure("channel: receive: told to wait although a continuation was given")
                case .finished: receiver.resume(returning: .finished)
                case .failed(let error): receiver.resume(returning: .failed(error))
                }
            }
        } onCancel: {
            cancelReceive(id)
        }
    }

    @inlinable
    func cancelReceive(_ id: UInt64) {
        machine.withLock { $0.cancelReceive(id: id) }?.resume(returning: .cancelled)
    }

    /// Takes what waits, up to `limit`, without waiting, and returns the number of the first among all received.
    @inlinable
    @discardableResult
    package func take(upTo limit: Int, into taken: inout Deque<Element>) -> Int {
        let (first, senders) = machine.withLock { machine in
            let first = machine.received
            return (first, machine.take(upTo: limit, into: &taken))
        }
        for sender in senders { sender.resume(returning: .accepted) }
        return first
    }

    /// Takes what waits, up to `limit`, ahead of its turn: see the state machine.
    @inlinable
    package func takeAhead(upTo limit: Int, into taken: inout Deque<Element>) {
        let senders = machine.withLock { $0.takeAhead(upTo: limit, into: &taken) }
        for sender in senders { sender.resume(returning: .accepted) }
    }

    @inlinable
    package func giveBack(_ elements: Deque<Element>) {
        let senders = machine.withLock { $0.giveBack(elements) }
        for sender in senders { sender.resume(returning: .accepted) }
    }
}

// MARK: Ending

extension ChannelStorage {
    @inlinable
    package func finish() {
        let waiting = machine.withLock { $0.finish() }
        for sender in waiting.senders { sender.resume(returning: .refused(.finished)) }
        for receiver in waiting.receivers { receiver.resume(returning: .finished) }
    }

    @inlinable
    package func fail(_ error: any Error) {
        let waiting = machine.withLock { $0.fail(error) }
        for sender in waiting.senders { sender.resume(returning: .refused(.failed(error))) }
        for receiver in waiting.receivers { receiver.resume(returning: .failed(error)) }
    }
}
