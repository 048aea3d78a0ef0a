import Dataflow
import DataflowTesting
import Testing

@Suite("branches", .timeLimit(.minutes(5)))
struct BranchTests {
    @Test("each of several readers gets a copy of every item", arguments: [1, 3])
    func copies(workers: Int) async throws {
        let (left, right) = (ProbeSink<Int>(), ProbeSink<Int>())
        var graph = PipelineGraph()
        let numbers = graph.add(dawdle("work", 7).workers(workers), from: graph.add(CountingSource(count: 300)))
        graph.add(left.named("left"), from: numbers)
        graph.add(right.named("right").capacity(1), from: graph.add(apply("double") { $0 * 2 }, from: numbers))
        let report = try await Pipeline(graph).run()
        #expect(left.stored == Array(0..<300))
        #expect(right.stored == (0..<300).map { $0 * 2 })
        #expect((report.emitted, report.copied, report.stored, report.counts.settled) == (300, 300, 600, 300))
        #expect("\(report)".contains("emitted 300 + copied 300 = stored 600 + filtered 0"))
        #expect(report.channel(before: "left")?.producers == ["work"])
        expectConserved(report)
    }

    @Test("items go to readers in turn")
    func inTurn() async throws {
        let sinks = (0..<3).map { _ in ProbeSink<Int>() }
        var graph = PipelineGraph()
        let numbers = graph.add(CountingSource(count: 100).fanOut(.roundRobin))
        for (index, sink) in sinks.enumerated() { graph.add(sink.named("sink-\(index)"), from: numbers) }
        let report = try await Pipeline(graph).run()
        for (index, sink) in sinks.enumerated() { #expect(sink.stored == Array(stride(from: index, to: 100, by: 3))) }
        #expect((report.stored, report.copied) == (100, 0))
        expectConserved(report)
    }

    @Test("a reader gets what its condition lets through, and what nobody takes is filtered")
    func conditions() async throws {
        let (small, even) = (ProbeSink<Int>(), ProbeSink<Int>())
        var graph = PipelineGraph()
        let numbers = graph.add(CountingSource(count: 20))
        graph.add(small.named("small"), from: numbers.where { $0 < 10 }.where { $0 > 4 })
        graph.add(even.named("even"), from: numbers.where { $0.isMultiple(of: 2) })
        let report = try await Pipeline(graph).run()
        #expect(small.stored == [5, 6, 7, 8, 9])
        #expect(even.stored == Array(stride(from: 0, to: 20, by: 2)))
        #expect((report.filtered, report.copied) == (7, 2))
        let loss = try #require(report.losses.first)
        #expect("\(loss)" == "numbers: filtered numbers#1 (number-1): none of those that read from it takes the item")
        expectConserved(report)
    }

    @Test("a branch that fails ends the run, one that skips does not", arguments: [1, 4])
    func failing(capacity: Int) async throws {
        func graph(_ policy: ErrorPolicy) -> PipelineGraph {
            var graph = PipelineGraph()
            let numbers = graph.add(CountingSource(count: 100))
            let faulty = Apply { (number: Int) in number }.failing(Fault(.throwing, at: 50)).named("faulty").onError(policy)
            graph.add(ProbeSink<Int>().named("left"), from: graph.add(faulty.capacity(capacity), from: numbers))
            graph.add(ProbeSink<Int>().named("right"), from: graph.add(same("sound").capacity(capacity), from: numbers))
            return graph
        }
        let failure = try await #require(throws: RunFailure.self) { try await Pipeline(graph(.fail)).run() }
        #expect(failure.stage == "faulty" && failure.item?.index == 50)
        expectConserved(failure.report)
        let report = try await Pipeline(graph(.skip)).run()
        #expect((report.stored, report.skipped) == (199, 1))
        expectConserved(report)
    }

    @Test("a full branch with a policy drops, and the others get everything")
    func dropping() async throws {
        let (opening, whole) = (Gate(), ProbeSink<Int>())
        let slow = ProbeSink<Int>(behind: opening)
        var graph = PipelineGraph()
        let numbers = graph.add(CountingSource(count: 100))
        graph.add(whole.named("whole"), from: numbers)
        graph.add(slow.named("slow").overflow(.latest).capacity(1), from: numbers)
        let pipeline = Pipeline(graph)
        async let running = pipeline.run()
        try await whole.wait(for: 99)
        opening.open()
        let report = try await running
        #expect(whole.stored == Array(0..<100))
        #expect(slow.stored.last == 99)
        #expect(report.dropped == 100 - slow.stored.count)
        expectConserved(report)
    }

    @Test("a graph that can't be run is refused with all that is wrong with it")
    func refused() async throws {
        var graph = PipelineGraph()
        let first = graph.add(CountingSource(count: 1).fanOut(.roundRobin))
        let left = graph.add(same("left"), from: first.where { $0 > 0 })
        let right = graph.add(same("right"), from: first)
        graph.add(same("nowhere"), from: right)
        graph.add(ProbeSink<Int>().named("sink"), from: left, right)
        graph.join(right, right, named: "by time", by: .time(within: .seconds(-1)), capacity: 1) { first, _ in first }
        let other = graph.add(CountingSource(count: 1))
        graph.join(left, other, named: "strangers") { first, _ in first }
        let error = try await #require(throws: DataflowError.self) { try await Pipeline(graph).run() }
        let expected = [
            "stage \"numbers\": the name is used twice: give each stage a name of its own",
            "sources \"numbers\" and \"numbers\" both call their items \"numbers\", which can't be told apart then: let them read "
                + "different places, or let one serve both",
            "stage \"nowhere\": nothing reads what it gives: end in a sink",
            "join \"by time\": nothing reads what it gives: end in a sink",
            "join \"strangers\": nothing reads what it gives: end in a sink",
            "sink \"sink\": reads from \"left\" and \"right\", which carry items of one source: put a join before it",
            "join \"by time\": within: expected at least 0, found -1.0 seconds",
            "join \"by time\": capacity: expected at least 2 to join by time, found 1",
            "join \"strangers\": its inputs have no stage in common, so that no item comes by all of them: join by time, or read from both "
                + "in one stage",
            "stage \"left\": takes only some items of \"numbers\", which gives its readers items in turn: use one of the two",
        ]
        #expect(error == .invalidPipeline(expected))
    }
}
