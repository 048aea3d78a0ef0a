// What a channel tells those who send and receive.
extension ChannelStateMachine {
    @usableFromInline
    package enum End {
        case open
        case finished
        case failed(any Error)
    }

    /// What became of an element that was sent.
    @usableFromInline
    package enum SendAction {
        case stored
        /// Hand the element to this receiver.
        case deliver(Receiver, ordinal: Int)
        /// The policy dropped this element, the sent one or an older one. The channel goes on.
        case dropped(Element)
        /// No room: call again with a sender that can wait under this number.
        case wait(id: UInt64)
        /// The sender was entered in the queue.
        case waiting
        case finished
        case failed(any Error)
    }

    /// What a receiver gets.
    @usableFromInline
    package enum ReceiveAction {
        /// An element, its number among all received, and a sender whose element has moved into the free slot.
        case take(Element, ordinal: Int, resume: Sender?)
        case wait(id: UInt64)
        case waiting
        case finished
        case failed(any Error)
    }

    /// Everyone who waited when the channel ended.
    @usableFromInline
    package struct Waiting {
        @usableFromInline package var senders: [Sender]
        @usableFromInline package var receivers: [Receiver]

        @inlinable
        package init(senders: [Sender] = [], receivers: [Receiver] = []) {
            self.senders = senders
            self.receivers = receivers
        }
    }

    @usableFromInline
    struct WaitingSender {
        @usableFromInline let id: UInt64
        @usableFromInline let element: Element
        @usableFromInline let sender: Sender

        @inlinable
        init(id: UInt64, element: Element, sender: Sender) {
            self.id = id
            self.element = element
            self.sender = sender
        }
    }

    @usableFromInline
    struct WaitingReceiver {
        @usableFromInline let id: UInt64
        @usableFromInline let receiver: Receiver

        @inlinable
        init(id: UInt64, receiver: Receiver) {
            self.id = id
            self.receiver = receiver
        }
    }
}
