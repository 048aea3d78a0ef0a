import Dataflow
import DataflowTesting
import Foundation
import Synchronization
import Testing

@Suite("Threads of a stage's own", .timeLimit(.minutes(5)))
struct DedicatedThreadTests {
    /// Remembers on which threads each of its users ran.
    final class Sightings: Sendable {
        private let seen = Mutex<[String: Set<UInt>]>([:])

        func note(_ user: String) {
            let thread = UInt(pthread_self())
            seen.withLock { _ = $0[user, default: []].insert(thread) }
        }

        subscript(user: String) -> Set<UInt> { seen.withLock { $0[user] ?? [] } }
    }

    @Test("each worker stays on one thread that nobody else uses")
    func staysOnThread() async throws {
        let sightings = Sightings()
        let sink = ProbeSink<Int>()
        let report = try await Pipeline {
            CountingSource(count: 400)
            Apply { (number: Int) in
                sightings.note("pool")
                return number
            }.named("pool")
            Apply { (number: Int) in
                sightings.note("one")
                await Task.yield()
                sightings.note("one")
                return number
            }.named("one").onThreads()
            Apply { (number: Int) in
                sightings.note("two")
                return number
            }.named("two").workers(2).onThreads()
            sink
        }.run()
        #expect(sink.stored == Array(0..<400))
        #expect(sightings["one"].count == 1)
        #expect((1...2).contains(sightings["two"].count))
        #expect(sightings["one"].isDisjoint(with: sightings["two"]))
        #expect(sightings["pool"].isDisjoint(with: sightings["one"].union(sightings["two"])))
        expectConserved(report)
    }

    @Test("stages that block their threads don't hold up the shared pool")
    func blockingIsHarmless() async throws {
        // More blocked workers than the pool has threads; only a stage on the pool can release them.
        let workers = 8
        let latch = DispatchSemaphore(value: 0)
        let blocked = Gate(open: true)
        let released = Task {
            try await blocked.waitForVisitors(workers)
            for _ in 0..<workers { latch.signal() }
        }
        let report = try await Pipeline {
            CountingSource(count: workers)
            Apply { (number: Int) in
                try await blocked.pass()
                block(on: latch)
                return number
            }.named("block").workers(workers).capacity(workers).onThreads()
            ProbeSink<Int>()
        }.run()
        try await released.value
        #expect(report.stored == workers)
        expectConserved(report)
    }

    @Test("a sink finishes on the thread on which it stored")
    func finishOnThread() async throws {
        struct Store: Sink {
            let sightings: Sightings
            func store(_ input: Int, id: ItemID) async throws { sightings.note("sink") }
            func finish() async throws { sightings.note("sink") }
        }
        let sightings = Sightings()
        let report = try await Pipeline {
            CountingSource(count: 20)
            Store(sightings: sightings).onThreads()
        }.run()
        #expect(sightings["sink"].count == 1)
        expectConserved(report)
    }
}

/// Blocks the thread, as C code does that computes for long.
private func block(on latch: DispatchSemaphore) {
    latch.wait()
}
