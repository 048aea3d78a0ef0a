import Dataflow
import DataflowTesting
import Synchronization
import TestMaterial
import Testing

@Suite("resuming a run", .timeLimit(.minutes(5)))
struct ResumeTests {
    /// A sink that keeps what it stored from run to run.
    private final class Memory: Sink {
        typealias Input = Int
        let stored = Mutex<[ItemID: Int]>([:])
        let order = Mutex<[Int]>([])

        func begin(_ start: RunStart) async throws -> [StoredItem] {
            stored.withLock { stored in
                if !start.isResuming { stored = [:] }
                return stored.map { StoredItem($0, origin: "number-\($1)") }
            }
        }

        func store(_ input: Int, id: ItemID) async throws {
            #expect(stored.withLock { $0.updateValue(input, forKey: id) } == nil, "stored twice")
            order.withLock { $0.append(input) }
        }
    }

    @Test("what was stored is passed over, the rest follows, whatever ended the run before")
    func resume() async throws {
        let memory = Memory()
        let pipeline = Pipeline {
            CountingSource(count: 100)
            Apply { (number: Int) in number % 10 == 0 ? nil : number }.named("filter")
            memory.failing(Fault(.throwing, at: 30)).named("memory")
        }
        await #expect(throws: RunFailure.self) { try await pipeline.run() }
        #expect(memory.stored.withLock(\.count) == 30)

        let report = try await Pipeline {
            CountingSource(count: 100)
            Apply { (number: Int) in number % 10 == 0 ? nil : number }.named("filter")
            memory.named("memory")
        }.run(start: RunStart(isResuming: true))
        #expect(report.part("numbers")?.passedOver == 30)
        #expect((report.emitted, report.stored, report.filtered) == (70, 60, 10))
        #expect(memory.order.withLock(\.self) == (0..<100).filter { $0 % 10 != 0 })
        expectConserved(report)
    }

    @Test("a source whose files have moved to other numbers is refused, and none of them is lost in silence")
    func moved() async throws {
        let memory = Memory()
        memory.stored.withLock { $0 = [ItemID(source: "numbers", index: 0): 0, ItemID(source: "numbers", index: 1): 7] }
        let pipeline = Pipeline {
            CountingSource(count: 5)
            memory.named("memory")
        }
        let failure = try #require(
            await #expect(throws: RunFailure.self) { try await pipeline.run(start: RunStart(isResuming: true)) })
        #expect(
            "\(failure.cause)"
                == "item numbers#1: expected number-7, found number-1: give the source the files that it had before")
        expectConserved(failure.report)
    }

    @Test("of several sinks each gets what it lacks, and nothing twice", arguments: [5, 25])
    func severalSinks(position: Int) async throws {
        let (left, right) = (Memory(), Memory())
        func graph(_ fault: Fault) -> PipelineGraph {
            var graph = PipelineGraph()
            let numbers = graph.add(CountingSource(count: 60))
            graph.add(left.named("left"), from: numbers)
            graph.add(right.failing(fault).named("right"), from: numbers.where { $0 % 2 == 0 })
            return graph
        }
        await #expect(throws: RunFailure.self) { try await Pipeline(graph(Fault(.throwing, at: position))).run() }
        let (before, whole) = (left.stored.withLock(\.count), right.stored.withLock(\.count))
        #expect(whole < before)
        let report = try await Pipeline(graph(Fault(.throwing, at: .max))).run(start: RunStart(isResuming: true))
        #expect(left.order.withLock(\.self) == Array(0..<60))
        #expect(right.order.withLock(\.self) == Array(stride(from: 0, to: 60, by: 2)))
        #expect(report.part("numbers")?.passedOver == whole)
        #expect(report.part("left")?.passedOver == before - whole)
        #expect(report.counts.storedBefore == before - whole && report.counts.settled == report.emitted)
        expectConserved(report)
    }

    @Test("a sink that can't begin fails the run by its name, before the source emits")
    func cantBegin() async throws {
        struct Broken: Sink {
            func begin(_ start: RunStart) async throws -> [StoredItem] { throw InjectedFault(position: 0) }
            func store(_ input: Int, id: ItemID) async throws {}
        }
        let pipeline = Pipeline {
            CountingSource(count: 5)
            Broken().named("broken")
        }
        let failure = try #require(await #expect(throws: RunFailure.self) { try await pipeline.run() })
        #expect("\(failure)" == "stage \"broken\": injected fault at item 0")
        #expect(failure.report.emitted == 0)
        expectConserved(failure.report)
    }
}
