/// A send that did not happen. It gives the element back, so that nothing is lost.
public struct Unsent<Element: Sendable>: Error {
    public enum Reason: Sendable {
        /// The sending task was cancelled while it waited for room.
        case cancelled
        /// The channel was finished.
        case finished
        /// The channel had failed.
        case failed(any Error)
    }

    public let element: Element
    public let reason: Reason

    @inlinable
    public init(_ element: Element, _ reason: Reason) {
        self.element = element
        self.reason = reason
    }
}

extension Unsent: CustomStringConvertible {
    public var description: String {
        switch reason {
        case .cancelled: "channel: the send was cancelled while it waited for room"
        case .finished: "channel: it is finished and takes no more elements"
        case .failed(let error): "channel: it has failed: \(error)"
        }
    }
}
