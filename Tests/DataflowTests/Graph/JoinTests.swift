import Dataflow
import DataflowTesting
import Testing

@Suite("joins by item", .timeLimit(.minutes(5)))
struct JoinTests {
    @Test(
        "the copies of each item are joined in the order in which they parted", arguments: [1, 2, 64], [1, 4])
    func joined(capacity: Int, workers: Int) async throws {
        let sink = ProbeSink<String>()
        var graph = PipelineGraph()
        let numbers = graph.add(CountingSource(count: 500))
        let left = graph.add(dawdle("left", 7).workers(workers).unordered().capacity(capacity), from: numbers)
        let right = graph.add(
            Apply { (number: Int) in "\(number)" }.named("right").capacity(capacity),
            from: graph.add(dawdle("before right", 3).capacity(capacity), from: numbers))
        let both = graph.join(left, right, named: "both", capacity: capacity) { left, right in "\(left ?? -1) \(right ?? "-")" }
        graph.add(sink.named("sink"), from: both)
        let report = try await Pipeline(graph).run()
        #expect(sink.stored == (0..<500).map { "\($0) \($0)" })
        #expect(sink.storedIDs == (0..<500).map { ItemID(source: "numbers", index: $0) })
        #expect((report.copied, report.merged, report.stored) == (500, 500, 500))
        #expect(report.channel(before: "both")?.producers == ["left", "right"])
        expectConserved(report)
    }

    @Test(
        "an item that a branch loses in whatever way does not hold up the others", arguments: [1, 2, 16], IncompleteJoin.allCases)
    func incomplete(capacity: Int, policy: IncompleteJoin) async throws {
        let sink = ProbeSink<Int>()
        var graph = PipelineGraph()
        let numbers = graph.add(CountingSource(count: 120))
        let filtering = graph.add(apply("filtering") { $0 % 3 == 0 ? nil : $0 }.capacity(capacity), from: numbers)
        let skipping = graph.add(
            apply("skipping") { number in
                if number % 4 == 0 { throw InjectedFault(position: number) }
                return number
            }.onError(.retry(times: 1, then: .skip)).capacity(capacity), from: numbers)
        let choosy = graph.add(same("choosy").workers(2), from: numbers.where { $0 % 5 != 0 })
        let joined = graph.join(filtering, skipping, choosy, named: "joined", capacity: capacity, incomplete: policy) {
            first, second, third in
            [first, second, third].compactMap(\.self).first.map { $0 * 10 + [first, second, third].count { $0 != nil } }
        }
        graph.add(sink.named("sink"), from: joined)
        let report = try await Pipeline(graph).run()
        let expected = (0..<120).compactMap { number -> Int? in
            let count = [3, 4, 5].count { number % $0 != 0 }
            return count == 3 || (policy == .pass && count > 0) ? number * 10 + count : nil
        }
        #expect(sink.stored == expected)
        if policy == .drop {
            #expect(
                report.losses.contains { $0.stage == "joined" && $0.reason == "it did not come from \"filtering\", \"choosy\"" })
        }
        expectConserved(report)
    }

    @Test("a join brings items back into order that went different ways", arguments: [1, 8])
    func gathered(capacity: Int) async throws {
        let sink = ProbeSink<Int>()
        var graph = PipelineGraph()
        let numbers = graph.add(CountingSource(count: 300).fanOut(.roundRobin))
        let ways = [7, 5, 3].map { graph.add(dawdle("way \($0)", $0), from: numbers) }
        graph.add(sink.named("sink"), from: graph.add(FirstOfAll(), with: FirstOfAll.settings(capacity), from: ways))
        let report = try await Pipeline(graph).run()
        #expect(sink.stored == Array(0..<300))
        #expect((report.copied, report.merged) == (0, 0))
        expectConserved(report)
    }

    @Test("branches within branches are joined, and a way that leads past a join does not hold it up", arguments: [1, 3])
    func nested(capacity: Int) async throws {
        let (sink, side) = (ProbeSink<Int>(), ProbeSink<Int>())
        var graph = PipelineGraph()
        let numbers = graph.add(CountingSource(count: 200))
        let fork = graph.add(dawdle("fork", 3).capacity(capacity), from: numbers)
        let inner = [2, 5].map { graph.add(dawdle("inner \($0)", $0).capacity(capacity), from: fork) }
        let first = graph.join(inner[0], inner[1], named: "first", capacity: capacity) { left, right in (left ?? 0) + (right ?? 0)
        }
        graph.add(side.named("side").capacity(capacity), from: graph.add(dawdle("past", 7), from: fork))
        let other = graph.add(dawdle("other", 9).capacity(capacity), from: numbers)
        let second = graph.join(first, other, fork, named: "second", capacity: capacity) { sum, number, same in
            sum == 2 * number! && number == same ? number : nil
        }
        graph.add(sink.named("sink"), from: second)
        let report = try await Pipeline(graph).run()
        #expect(sink.stored == Array(0..<200) && side.stored == sink.stored)
        expectConserved(report)
    }

    @Test("a join that fails at an item does what its policy says")
    func failing() async throws {
        func pipeline(_ policy: ErrorPolicy) -> Pipeline {
            var graph = PipelineGraph()
            let numbers = graph.add(CountingSource(count: 40))
            let (left, right) = (graph.add(same("left"), from: numbers), graph.add(same("right"), from: numbers))
            let joined = graph.join(left, right, named: "joined", onError: policy) { left, _ in
                if left == 7 { throw InjectedFault(position: 7) }
                return left
            }
            graph.add(ProbeSink<Int>().named("sink"), from: joined)
            return Pipeline(graph)
        }
        let failure = try await #require(throws: RunFailure.self) { try await pipeline(.fail).run() }
        #expect(failure.stage == "joined" && failure.item?.index == 7 && failure.origin == "number-7")
        expectConserved(failure.report)
        let report = try await pipeline(.retry(times: 2, then: .skip)).run()
        #expect((report.stored, report.skipped, report.part("joined")?.retried) == (39, 1, 2))
        expectConserved(report)
    }

    @Test("an item that comes without its envelope is an error that names the join")
    func lostEnvelope() async throws {
        var graph = PipelineGraph()
        let numbers = graph.add(CountingSource(count: 3))
        let (left, right) = (graph.add(Rewrap().named("left"), from: numbers), graph.add(same("right"), from: numbers))
        graph.add(ProbeSink<Int>().named("sink"), from: graph.join(left, right, named: "joined") { left, _ in left })
        let failure = try await #require(throws: RunFailure.self) { try await Pipeline(graph).run() }
        #expect(failure.cause as? DataflowError == .lostEnvelope(ItemID(source: "numbers", index: 0), stage: "joined"))
        expectConserved(failure.report)
    }
}

/// Passes on whichever way the item came.
private struct FirstOfAll: Join {
    let incomplete = IncompleteJoin.pass

    static func settings(_ capacity: Int) -> StageSettings { StageSettings(name: "gather", capacity: capacity) }

    func join(_ inputs: [Int?]) async throws -> Int? { inputs.compactMap(\.self).first }
}

/// Does what a stage should not: makes its own envelopes.
private struct Rewrap: Stage {
    func run(from inlet: Inlet<Int>, into outlet: Outlet<Int>) async throws {
        while let item = try await inlet.next() { try await outlet.send(Item(id: item.id, payload: item.payload)) }
    }
}
