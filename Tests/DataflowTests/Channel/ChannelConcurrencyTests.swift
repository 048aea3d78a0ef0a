import Dataflow
import Testing

@Suite("Channels between many tasks", .timeLimit(.minutes(5)))
struct ChannelConcurrencyTests {
    @Test("every element arrives once, each sender's in its order", arguments: [(1, 1), (1, 4), (4, 1), (4, 4)], [1, 2, 64])
    func manyToMany(tasks: (senders: Int, receivers: Int), capacity: Int) async throws {
        let each = 2000
        let channel = BoundedChannel<(sender: Int, number: Int)>(capacity: capacity)
        let received = try await withThrowingTaskGroup(of: [(sender: Int, number: Int)].self) { group in
            for _ in 0..<tasks.receivers {
                group.addTask {
                    var received: [(sender: Int, number: Int)] = []
                    for try await element in channel { received.append(element) }
                    return received
                }
            }
            try await withThrowingTaskGroup(of: Void.self) { senders in
                for sender in 0..<tasks.senders {
                    senders.addTask { for number in 0..<each { try await channel.send((sender, number)) } }
                }
                try await senders.waitForAll()
            }
            channel.finish()
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for sender in 0..<tasks.senders {
            let arrived = received.joined().filter { $0.sender == sender }.map(\.number)
            #expect(arrived.sorted() == Array(0..<each))
            for one in received {
                let numbers = one.filter { $0.sender == sender }.map(\.number)
                #expect(numbers == numbers.sorted())
            }
        }
        let total = tasks.senders * each
        let counts = channel.counts
        #expect((counts.sent, counts.received, counts.inFlight) == (total, total, 0))
        #expect(counts.highWater <= capacity)
    }
}
