import Dataflow
import DataflowTesting
import Testing

@Suite("joins by time", .timeLimit(.minutes(5)))
struct TimeJoinTests {
    /// What two cameras give, by milliseconds, joined within 20 ms.
    private func joined(_ left: [Int], _ right: [Int], incomplete: IncompleteJoin, capacity: Int = 2) async throws -> (
        [String], RunReport
    ) {
        let sink = ProbeSink<String>()
        var graph = PipelineGraph()
        let cameras = [("left", left), ("right", right)].map { name, times in
            graph.add(Stamped(name: name, times: times))
        }
        let joined = graph.join(
            cameras[0], cameras[1], named: "joined", by: .time(within: .milliseconds(20)), capacity: capacity,
            incomplete: incomplete
        ) { left, right in "\(left ?? -1)+\(right ?? -1)" }
        graph.add(sink.named("sink"), from: joined)
        let report = try await Pipeline(graph).run()
        expectConserved(report)
        return (sink.stored, report)
    }

    @Test("each item is joined with the one nearest in time", arguments: [2, 3, 16])
    func nearest(capacity: Int) async throws {
        let (pairs, report) = try await joined(
            [0, 33, 66, 99, 132], [5, 14, 30, 41, 70, 105, 160], incomplete: .drop, capacity: capacity)
        #expect(pairs == ["0+5", "33+30", "66+70", "99+105"])
        let losses = Set(report.losses.map(\.description))
        #expect(losses.count == report.filtered && report.filtered == 4)
        #expect(losses.contains("joined: filtered left#4: it did not come from \"right\""))
        #expect(losses.contains("joined: filtered right#3: no item of the other inputs is near enough in time (from \"right\")"))
    }

    @Test("what has no partner goes alone where the join says so")
    func alone() async throws {
        let (pairs, _) = try await joined([0, 100, 200], [110], incomplete: .pass)
        #expect(pairs == ["0+-1", "100+110", "200+-1"])
    }

    @Test("a source that ends early does not hold up the other", arguments: [[Int](), [3]])
    func ended(times: [Int]) async throws {
        let many = Array(stride(from: 0, to: 4000, by: 10))
        let (_, first) = try await joined(times, many, incomplete: .drop)
        #expect(first.stored == times.count && first.filtered == many.count - times.count)
        let (_, second) = try await joined(many, times, incomplete: .pass)
        #expect(second.stored == many.count)
    }

    @Test("items without a time, and those whose time goes back, are filtered with the reason")
    func unfit() async throws {
        let (pairs, report) = try await joined([0, -1, 50, 40, 60], [0, 50, 60], incomplete: .drop)
        #expect(pairs == ["0+0", "50+50", "60+60"])
        #expect(report.losses.map(\.reason).contains("it has no timestamp (from \"left\")"))
        #expect(report.losses.map(\.reason).contains("its timestamp is before that of the item before it (from \"left\")"))
    }
}

/// Numbers with themselves as timestamps in milliseconds; none for negative ones.
private struct Stamped: Source {
    let name: String
    let times: [Int]

    func emit(into outlet: SourceOutlet<Int>) async throws {
        for time in times { try await outlet.send(Emission(time, timestamp: time < 0 ? nil : .milliseconds(time))) }
    }
}
