import Dataflow
import Synchronization

/// Something to wait at until a test opens it. A gate can also let a counted number through.
public final class Gate: Sendable {
    private let permits = BoundedChannel<Void>(capacity: 1 << 20)
    private let visitors = BoundedChannel<Void>(capacity: 1 << 20)

    public init(open: Bool = false) {
        if open { self.open() }
    }

    /// Waits until the gate is open or lets one through.
    ///
    /// - Throws: `CancellationError` if the task is cancelled while it waits.
    public func pass() async throws {
        try? await visitors.send(())
        _ = try await permits.receive()
    }

    /// Counts a visitor who doesn't wait at the gate itself. Beyond a million uncounted ones no more are noted.
    func noteVisitor() {
        _ = visitors.offer(())
    }

    /// Lets the next `count` through, those that wait first.
    public func admit(_ count: Int = 1) async {
        for _ in 0..<count { try? await permits.send(()) }
    }

    /// Lets everyone through, for ever.
    public func open() {
        permits.finish()
    }

    /// Waits until `count` more have come to the gate, whether or not they were let through.
    public func waitForVisitors(_ count: Int = 1) async throws {
        for _ in 0..<count { _ = try await visitors.receive() }
    }
}
