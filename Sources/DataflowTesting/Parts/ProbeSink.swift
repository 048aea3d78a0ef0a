public import Dataflow
import Synchronization

/// A sink that keeps what it gets, and lets a test wait for it.
public final class ProbeSink<Input: Sendable>: Sink {
    /// How a run ended for the sink.
    public enum Ending: Sendable {
        case finished
        case abandoned
    }

    private struct State {
        var stored: [(id: ItemID, payload: Input)] = []
        var endings: [Ending] = []
    }

    private let state = Mutex(State())
    private let arrivals = BoundedChannel<Void>(capacity: 1, overflow: .latest)
    private let gate: Gate?

    /// - Parameter gate: Passed before each item is stored.
    public init(behind gate: Gate? = nil) {
        self.gate = gate
    }

    public func store(_ input: Input, id: ItemID) async throws {
        try await gate?.pass()
        state.withLock { $0.stored.append((id, input)) }
        try await arrivals.send(())
    }

    public func finish() async throws {
        state.withLock { $0.endings.append(.finished) }
        arrivals.finish()
    }

    public func abandon() async {
        state.withLock { $0.endings.append(.abandoned) }
        arrivals.finish()
    }

    /// What was stored so far, in the order in which it came.
    public var stored: [Input] { state.withLock { $0.stored.map(\.payload) } }
    public var storedIDs: [ItemID] { state.withLock { $0.stored.map(\.id) } }
    /// Each end that the sink was told of: exactly one after a run.
    public var endings: [Ending] { state.withLock { $0.endings } }

    /// Waits until so many items are stored or the run is over. One task at a time may wait.
    public func wait(for count: Int) async throws {
        while state.withLock({ $0.stored.count < count && $0.endings.isEmpty }) {
            if try await arrivals.receive() == nil { return }
        }
    }
}
