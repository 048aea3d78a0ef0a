import Synchronization

/// What was noted, in order.
final class Kept<Element: Sendable>: Sendable {
    private let state = Mutex<[Element]>([])

    var elements: [Element] { state.withLock { $0 } }

    func append(_ element: Element) {
        state.withLock { $0.append(element) }
    }
}
