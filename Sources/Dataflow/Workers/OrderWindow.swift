import DequeModule
import Synchronization

/// Keeps the order of several workers' results: a result waits here until all that came before it have left.
///
/// A place is the number under which an item was received. A worker needs a permit before it receives, so that a bounded number
/// of places is out at a time; the place that is due is always among them, so the window never blocks itself. Whoever completes
/// the place that is due hands on everything that is ready behind it; the others go on with their next item.
@usableFromInline
package final class OrderWindow<Payload: Sendable>: Sendable {
    private enum Place {
        case open
        case skipped
        case ready(Item<Payload>)
    }

    private struct State {
        /// The place that is due, and the places from there on.
        var due = 0
        var places = Deque<Place>()
        /// A worker is handing results on; no other may, or they would overtake each other.
        var isHandingOn = false
    }

    private let state = Mutex(State())
    private let permits: PlacePermits

    package init(permits: PlacePermits) {
        self.permits = permits
    }

    /// Completes a place with a result, or with `nil` for a skipped item, and hands on what is due.
    @usableFromInline
    nonisolated(nonsending) package func complete(
        _ place: Int, id: ItemID, with item: Item<Payload>?, into outlet: Outlet<Payload>
    ) async throws {
        let accepted = state.withLock { state -> Bool in
            let index = place - state.due
            while state.places.count <= index { state.places.append(.open) }
            guard index >= 0, case .open = state.places[index] else { return false }
            state.places[index] = item.map(Place.ready) ?? .skipped
            return true
        }
        guard accepted else { throw DataflowError.accountedTwice(id) }
        guard beginHandingOn() else { return }
        while let place = nextDue() {
            if case .ready(let item) = place { try await outlet.pass(item) }
            permits.leave(1)
        }
    }

    private func beginHandingOn() -> Bool {
        state.withLock { state in
            if state.isHandingOn { return false }
            state.isHandingOn = true
            return true
        }
    }

    /// The place that is due, if it is complete; otherwise the handing on is over.
    private func nextDue() -> Place? {
        state.withLock { state in
            switch state.places.first {
            case nil, .open:
                state.isHandingOn = false
                return nil
            case .skipped, .ready:
                state.due += 1
                return state.places.removeFirst()
            }
        }
    }
}
