import Dataflow
import DataflowTesting
import Testing

@Suite("Cancelling at a channel", .timeLimit(.minutes(5)))
struct ChannelCancellationTests {
    @Test("a cancelled send gives its element back and leaves no trace")
    func cancelledSend() async throws {
        let channel = BoundedChannel<Int>(capacity: 1)
        try await channel.send(0)
        let sending = Task { try await channel.send(1) }
        await waitUntil { channel.waitingSenders == 1 }
        sending.cancel()
        let result = await sending.result
        let unsent = #expect(throws: Unsent<Int>.self) { try result.get() }
        #expect(unsent?.element == 1)
        #expect(unsent.map { "\($0)" } == "channel: the send was cancelled while it waited for room")
        #expect(try await channel.receive() == 0)
        #expect(channel.counts == ChannelCounts(sent: 1, received: 1, dropped: 0, inFlight: 0, highWater: 1))
    }

    @Test("a cancelled receive takes no element")
    func cancelledReceive() async throws {
        let channel = BoundedChannel<Int>(capacity: 1)
        let receiving = Task { try await channel.receive() }
        await waitUntil { channel.waitingReceivers == 1 }
        receiving.cancel()
        await #expect(throws: CancellationError.self) { try await receiving.value }
        try await channel.send(5)
        #expect(try await channel.receive() == 5)
    }

    @Test("a cancelled sender in the middle of the queue lets the others pass in their order")
    func cancelledInTheQueue() async throws {
        let channel = BoundedChannel<Int>(capacity: 1)
        try await channel.send(0)
        var sending: [Task<Void, any Error>] = []
        for number in 1...3 {
            sending.append(Task { try await channel.send(number) })
            await waitUntil { channel.waitingSenders == number }
        }
        sending[1].cancel()
        await #expect(throws: Unsent<Int>.self) { try await sending[1].value }
        #expect(try await [channel.receive(), channel.receive(), channel.receive()] == [0, 1, 3])
        for index in [0, 2] { try await sending[index].value }
    }

    @Test("in a cancelled task what needs no waiting still happens, and waiting throws at once")
    func alreadyCancelled() async throws {
        let channel = BoundedChannel<Int>(capacity: 1)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await channel.send(0)
            await #expect(throws: Unsent<Int>.self) { try await channel.send(1) }
            #expect(try await channel.receive() == 0)
            await #expect(throws: CancellationError.self) { try await channel.receive() }
        }
        try await task.value
    }

    @Test("cancelling senders and receivers at random moments loses and doubles nothing", arguments: [1, 2, 16])
    func randomCancelling(capacity: Int) async throws {
        let seed: UInt64 = 0xD47A
        var random = SeededRandom(seed: seed)
        let channel = BoundedChannel<Int>(capacity: capacity)
        var senders: [Task<Int?, Never>] = []
        var receivers: [Task<Int?, Never>] = []
        for number in 0..<2000 {
            senders.append(
                Task { await refused(number, by: channel) })
            receivers.append(Task { try? await channel.receive() })
            if Bool.random(using: &random) { senders.randomElement(using: &random)?.cancel() }
            if Bool.random(using: &random) { receivers.randomElement(using: &random)?.cancel() }
            if Int.random(in: 0..<8, using: &random) == 0 { await Task.yield() }
        }
        // Whoever still waits finds no partner any more.
        var seen: [Int] = []
        for receiver in receivers { receiver.cancel() }
        for receiver in receivers { if let element = await receiver.value { seen.append(element) } }
        for sender in senders { sender.cancel() }
        for sender in senders { if let element = await sender.value { seen.append(element) } }
        let counts = channel.counts
        seen += channel.receiveWaiting(upTo: .max)
        #expect(seen.sorted() == Array(0..<2000), "seed \(seed)")
        #expect(counts.sent == counts.received + counts.inFlight, "seed \(seed)")
    }
}

/// The element if the channel did not take it.
private func refused(_ element: Int, by channel: BoundedChannel<Int>) async -> Int? {
    do throws(Unsent<Int>) { try await channel.send(element) } catch { return error.element }
    return nil
}
