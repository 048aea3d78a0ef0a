import Dataflow
import DataflowTesting
import Testing

@Suite("Ending a channel", .timeLimit(.minutes(5)))
struct ChannelEndingTests {
    @Test("what was sent before finishing can still be received, then comes nil")
    func finishDrains() async throws {
        let channel = BoundedChannel<Int>(capacity: 3)
        for number in 0..<3 { try await channel.send(number) }
        #expect(!channel.hasEnded)
        channel.finish()
        #expect(channel.hasEnded)
        var received: [Int] = []
        for try await number in channel { received.append(number) }
        #expect(received == [0, 1, 2])
        #expect(try await channel.receive() == nil)
    }

    @Test("a send after finishing gives its element back")
    func sendAfterFinish() async throws {
        let channel = BoundedChannel<Int>(capacity: 3)
        channel.finish()
        let unsent = await #expect(throws: Unsent<Int>.self) { try await channel.send(7) }
        #expect(unsent?.element == 7)
        #expect(unsent.map { "\($0)" } == "channel: it is finished and takes no more elements")
        #expect(channel.counts.sent == 0)
    }

    @Test("finishing gives waiting sends their elements back and keeps what was accepted")
    func finishRefusesWaitingSends() async throws {
        let channel = BoundedChannel<Int>(capacity: 1)
        try await channel.send(0)
        let sending = Task { try await channel.send(1) }
        await waitUntil { channel.waitingSenders == 1 }
        channel.finish()
        let result = await sending.result
        let unsent = #expect(throws: Unsent<Int>.self) { try result.get() }
        #expect(unsent?.element == 1)
        #expect(try await channel.receive() == 0)
        #expect(try await channel.receive() == nil)
    }

    @Test("finishing wakes a receiver that waits")
    func finishWakesReceiver() async throws {
        let channel = BoundedChannel<Int>(capacity: 1)
        async let received = channel.receive()
        await waitUntil { channel.waitingReceivers == 1 }
        channel.finish()
        #expect(try await received == nil)
    }

    @Test("failing ends both sides with the error, whatever is buffered")
    func failEndsBothSides() async throws {
        let channel = BoundedChannel<Int>(capacity: 1)
        try await channel.send(0)
        let sending = Task { try await channel.send(1) }
        await waitUntil { channel.waitingSenders == 1 }
        channel.fail(InjectedFault(position: 9))
        let result = await sending.result
        let unsent = #expect(throws: Unsent<Int>.self) { try result.get() }
        #expect(unsent?.element == 1)
        #expect(unsent.map { "\($0)" } == "channel: it has failed: injected fault at item 9")
        await #expect(throws: InjectedFault(position: 9)) { try await channel.receive() }
        #expect(channel.counts == ChannelCounts(sent: 1, received: 0, dropped: 0, inFlight: 1, highWater: 1))
    }

    @Test("the first failure stays; finishing afterwards changes nothing")
    func firstFailureStays() async throws {
        let channel = BoundedChannel<Int>(capacity: 1)
        channel.fail(InjectedFault(position: 1))
        channel.fail(InjectedFault(position: 2))
        channel.finish()
        await #expect(throws: InjectedFault(position: 1)) { try await channel.receive() }
    }

    @Test("a failed channel fails also after it was finished")
    func failAfterFinish() async throws {
        let channel = BoundedChannel<Int>(capacity: 1)
        channel.finish()
        channel.fail(InjectedFault(position: 1))
        await #expect(throws: InjectedFault(position: 1)) { try await channel.receive() }
    }
}

extension BoundedChannel {
    var waitingSenders: Int { storage.waiting.senders }
    var waitingReceivers: Int { storage.waiting.receivers }
}

/// Lets other tasks run until something is so that they must bring about.
func waitUntil(_ condition: () -> Bool) async {
    while !condition() { await Task.yield() }
}
