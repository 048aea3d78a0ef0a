import AsyncAlgorithms
import Dataflow

/// One task sends numbers, another adds them up: `BoundedChannel` and swift-async-algorithms' `AsyncChannel` in turn.
struct ChannelBenchmark {
    let elements: Int
    let rounds: Int

    func run() async throws {
        let capacities = [1, 4, 64, 1024]
        var peer: [Double] = []
        var ours = [[Double]](repeating: [], count: capacities.count)
        for _ in 0..<rounds {
            peer.append(try await nanosecondsPerElement(elements) { try await asyncChannel() })
            for (index, capacity) in capacities.enumerated() {
                ours[index].append(try await nanosecondsPerElement(elements) { try await boundedChannel(capacity) })
            }
        }
        print("channel: \(elements) numbers from one task to another, median of \(rounds) alternating rounds")
        print("  AsyncChannel                   \(rounded(median(peer))) ns an element")
        for (index, capacity) in capacities.enumerated() {
            let time = median(ours[index])
            print(
                "  BoundedChannel, capacity \(capacity)\t \(rounded(time)) ns an element, 1/\(rounded(median(peer) / time)) of AsyncChannel's"
            )
        }
    }

    private func boundedChannel(_ capacity: Int) async throws {
        let channel = BoundedChannel<Int>(capacity: capacity)
        async let sending: Void = {
            for number in 0..<elements { try await channel.send(number) }
            channel.finish()
        }()
        var sum = 0
        while let number = try await channel.receive() { sum += number }
        try await sending
        precondition(sum == elements * (elements - 1) / 2)
    }

    private func asyncChannel() async throws {
        let channel = AsyncChannel<Int>()
        async let sending: Void = {
            for number in 0..<elements { await channel.send(number) }
            channel.finish()
        }()
        var sum = 0
        for await number in channel { sum += number }
        await sending
        precondition(sum == elements * (elements - 1) / 2)
    }
}
