import Synchronization

/// Where one way into a part begins: what a producer gives its items to.
struct Entrance<Payload: Sendable>: Sendable {
    /// The part's channel, where items go in as they are; `nil` before a join.
    let channel: ChannelStorage<Item<Payload>>?
    /// Which items the part takes; `nil` for all of them.
    let condition: (@Sendable (Payload) -> Bool)?
    /// Puts an item in, waiting for room.
    let pass: @Sendable (Item<Payload>, WorkerLedger) async throws -> Void
    /// The producer is through.
    let finish: @Sendable () -> Void
}

extension Entrance {
    /// A way straight into a channel, which several producers may share.
    init(_ channel: ChannelStorage<Item<Payload>>, condition: (@Sendable (Payload) -> Bool)?, producers: ProducerCount) {
        self.channel = channel
        self.condition = condition
        pass = { item, ledger in try await channel.pass(item, ledger) }
        finish = { if producers.end() { channel.finish() } }
    }
}

/// Counts down the producers of a channel that are not through yet.
final class ProducerCount: Sendable {
    private let remaining: Atomic<Int>

    init(_ count: Int) {
        remaining = Atomic(count)
    }

    /// One more is through; whether it was the last one.
    func end() -> Bool { remaining.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 }
}
