import Dataflow

/// `Soak [items]`: small items through seven stages into a sink that is slower than all of them. Ends with an error where the law of
/// conservation does not hold, or where the memory in use after the first tenth of the items varies by more than 5 %.
@main
struct Soak {
    static func main() async throws {
        let items = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000_000
        let sink = SlowSink(every: max(1, items / 200))
        let report = try await Pipeline(graph(of: items, into: sink)).run()
        print(report)
        let samples = sink.samples.dropFirst(sink.samples.count / 10)
        guard let least = samples.min(), let most = samples.max(), least > 0 else { throw SoakFailure.noSamples }
        let growth = Double(most) / Double(least) - 1
        print("resident memory after the first tenth: \(least) to \(most) kB, \((growth * 1000).rounded() / 10) % apart")
        guard report.isBalanced, report.counts.settled == report.emitted else { throw SoakFailure.unbalanced }
        guard growth <= 0.05 else { throw SoakFailure.growing(least: least, most: most) }
    }

    /// Workers, batches, a filter, a stage that fails now and then, and two branches that are joined again.
    private static func graph(of items: Int, into sink: SlowSink) -> PipelineGraph {
        var graph = PipelineGraph()
        let source = graph.add(Packets(count: items))
        let first = graph.add(Touch().named("workers").workers(4), from: source)
        let second = graph.add(Batch().named("batches").capacity(16), from: first)
        let third = graph.add(Touch(dropsEvery: 10).named("filter"), from: second)
        let fourth = graph.add(Touch(failsEvery: 1000).named("faulty").onError(.retry(times: 1, then: .skip)), from: third)
        let left = graph.add(Touch(dropsEvery: 7).named("left"), from: fourth)
        let right = graph.add(Touch().named("right"), from: fourth)
        let joined = graph.join(left, right, named: "joined", incomplete: .pass) { left, right in left ?? right }
        graph.add(sink.named("slow").capacity(64), from: graph.add(Touch().named("last"), from: joined))
        return graph
    }
}

enum SoakFailure: Error {
    case noSamples
    case unbalanced
    case growing(least: Int, most: Int)
}
