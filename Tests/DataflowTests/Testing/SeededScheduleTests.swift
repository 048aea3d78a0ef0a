import Dataflow
import DataflowTesting
import Synchronization
import Testing

@Suite("seeded schedules", .timeLimit(.minutes(2)))
struct SeededScheduleTests {
    static let seeds = 0..<40 as Range<UInt64>
    /// A run looks for deadlocks every now and then, which on a real clock comes in between at any moment.
    private static var still: RunClock { RunClock(ManualClock()) }

    /// What happened in a run of two branches and a join, in its order.
    private func events(seed: UInt64) async throws -> [String] {
        let events = Kept<String>()
        let schedule = SeededSchedule(seed: seed)
        let report = try await schedule.run {
            var graph = PipelineGraph()
            let numbers = graph.add(CountingSource(count: 12))
            let ways = ["left", "right"].map { name in
                graph.add(
                    Apply { (number: Int) in
                        events.append("\(name) \(number)")
                        await Task.yield()
                        return number
                    }.named(name).workers(3), from: numbers)
            }
            graph.add(ProbeSink<Int>().named("sink"), from: graph.join(ways[0], ways[1], named: "both") { left, _ in left })
            return try await Pipeline(graph).run(clock: Self.still)
        }
        expectConserved(report)
        #expect(schedule.steps > 50)
        return events.elements
    }

    @Test("the same seed gives the same order of events, another seed another one")
    func reproducible() async throws {
        var orders: Set<[String]> = []
        for seed in 0..<10 as Range<UInt64> {
            let order = try await events(seed: seed)
            #expect(order.count == 24)
            for _ in 0..<3 {
                let again = try await events(seed: seed)
                #expect(again == order, "seed \(seed)")
            }
            orders.insert(order)
        }
        #expect(orders.count == 10)
    }

    @Test("a channel keeps each sender's order and loses nothing, under every schedule", arguments: seeds)
    func channel(seed: UInt64) async throws {
        let received = await SeededSchedule(seed: seed).run {
            let channel = BoundedChannel<(sender: Int, number: Int)>(capacity: Int(seed % 3) + 1)
            return await withTaskGroup(of: [(sender: Int, number: Int)].self) { group in
                let senders = PartsToCome(3)
                for sender in 0..<3 {
                    group.addTask {
                        for number in 0..<20 { try? await channel.send((sender, number)) }
                        if senders.isLast() { channel.finish() }
                        return []
                    }
                }
                for _ in 0..<2 {
                    group.addTask {
                        var received: [(sender: Int, number: Int)] = []
                        while let element = try? await channel.receive() { received.append(element) }
                        return received
                    }
                }
                return await group.reduce(into: [[(sender: Int, number: Int)]]()) { $0.append($1) }
            }
        }
        #expect(received.joined().count == 60)
        for receiver in received {
            for sender in 0..<3 {
                let numbers = receiver.filter { $0.sender == sender }.map(\.number)
                #expect(numbers == numbers.sorted())
            }
        }
    }

    @Test("a pipeline keeps order and items, under every schedule", arguments: seeds)
    func pipeline(seed: UInt64) async throws {
        var random = SeededRandom(seed: seed)
        let (capacity, workers) = (Int.random(in: 1...4, using: &random), Int.random(in: 1...4, using: &random))
        let sink = ProbeSink<Int>()
        let report = try await SeededSchedule(seed: seed).run {
            try await Pipeline {
                CountingSource(count: 60)
                Apply { (number: Int) in
                    for _ in 0..<number % 4 { await Task.yield() }
                    return number % 7 == 0 ? nil : number
                }.named("work").workers(workers).capacity(capacity)
                ApplyBatch(size: 3) { (numbers: [Int]) in numbers }.named("batch").workers(workers).capacity(capacity)
                sink.named("sink").capacity(capacity)
            }.run(clock: Self.still)
        }
        #expect(sink.stored == (0..<60).filter { $0 % 7 != 0 })
        expectConserved(report)
    }

    @Test("a failure, a stop or a cancellation at any moment leaves every item accounted for", arguments: seeds)
    func endings(seed: UInt64) async throws {
        let moment = Int(seed % 17)
        let report = await SeededSchedule(seed: seed).run { () -> RunReport? in
            let control = RunControl()
            var graph = PipelineGraph()
            let numbers = graph.add(CountingSource(count: 60))
            let ways = ["left", "right"].map { name in
                graph.add(
                    Apply { (number: Int) in
                        if number == moment, name == "left" {
                            switch seed % 3 {
                            case 0: throw InjectedFault(position: number)
                            case 1: control.stop()
                            default: control.cancel()
                            }
                        }
                        return number
                    }.named(name).workers(2).capacity(2), from: numbers)
            }
            let joined = graph.join(ways[0], ways[1], named: "both", capacity: 2) { left, _ in left }
            graph.add(ProbeSink<Int>().named("sink"), from: joined)
            do { return try await Pipeline(graph).run(control: control, clock: Self.still) } catch {
                return (error as? RunFailure)?.report
            }
        }
        let found = try #require(report)
        #expect(found.ending == [.failed, .stopped, .cancelled][Int(seed % 3)])
        expectConserved(found)
    }
}

/// Tells the last of so many that it is the last.
private final class PartsToCome: Sendable {
    private let count: Mutex<Int>

    init(_ count: Int) {
        self.count = Mutex(count)
    }

    func isLast() -> Bool {
        count.withLock { count in
            count -= 1
            return count == 0
        }
    }
}
