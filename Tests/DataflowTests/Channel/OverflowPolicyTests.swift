import Dataflow
import Synchronization
import Testing

@Suite("Overflow policies", .timeLimit(.minutes(5)))
struct OverflowPolicyTests {
    /// Sends 0 to 5 into a channel of capacity 3 that nobody reads; says what is left and what was dropped, in order.
    private func overflow(_ policy: OverflowPolicy) async throws -> (left: [Int], dropped: [Int], counts: ChannelCounts) {
        let lost = Mutex<[Int]>([])
        let channel = BoundedChannel<Int>(capacity: 3, overflow: policy) { element in lost.withLock { $0.append(element) } }
        for number in 0...5 { try await channel.send(number) }
        let counts = channel.counts
        return (channel.receiveWaiting(upTo: 10), lost.withLock { $0 }, counts)
    }

    @Test("drop-oldest keeps the newest elements and counts the others")
    func dropOldest() async throws {
        let (left, dropped, counts) = try await overflow(.dropOldest)
        #expect(left == [3, 4, 5])
        #expect(dropped == [0, 1, 2])
        #expect(counts == ChannelCounts(sent: 6, received: 0, dropped: 3, inFlight: 3, highWater: 3))
    }

    @Test("drop-newest keeps the oldest elements and counts the others")
    func dropNewest() async throws {
        let (left, dropped, counts) = try await overflow(.dropNewest)
        #expect(left == [0, 1, 2])
        #expect(dropped == [3, 4, 5])
        #expect(counts == ChannelCounts(sent: 6, received: 0, dropped: 3, inFlight: 3, highWater: 3))
    }

    @Test("latest keeps the newest element alone, whatever the capacity")
    func latest() async throws {
        let (left, dropped, counts) = try await overflow(.latest)
        #expect(left == [5])
        #expect(dropped == [0, 1, 2, 3, 4])
        #expect(counts == ChannelCounts(sent: 6, received: 0, dropped: 5, inFlight: 1, highWater: 1))
    }

    @Test("block makes the send wait until a receiver made room")
    func block() async throws {
        let channel = BoundedChannel<Int>(capacity: 1)
        try await channel.send(0)
        async let second: Void = channel.send(1)
        #expect(try await channel.receive() == 0)
        try await second
        #expect(try await channel.receive() == 1)
        #expect(channel.counts == ChannelCounts(sent: 2, received: 2, dropped: 0, inFlight: 0, highWater: 1))
    }

    @Test("an offer never waits: a full or ended channel refuses it")
    func offer() async throws {
        let channel = BoundedChannel<Int>(capacity: 1)
        #expect(channel.offer(0))
        #expect(!channel.offer(1))
        #expect(try await channel.receive() == 0)
        channel.finish()
        #expect(!channel.offer(2))
        #expect(channel.counts.sent == 1)
    }

    @Test("policies are named as in pipeline files")
    func names() {
        #expect(OverflowPolicy.allCases.map(\.rawValue) == ["block", "drop-oldest", "drop-newest", "latest"])
    }
}
