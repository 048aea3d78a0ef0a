import Dataflow

/// What it costs to watch a pipeline of empty stages: nobody, an observer of some spans, one of all, and a trace.
struct ObservationBenchmark {
    private struct Listener: RunObserver {
        let spans: SpanInterest

        func observe(_ event: RunEvent, at time: Duration) {}
    }

    let items: Int
    let rounds: Int

    func run() async throws {
        let kinds: [(name: String, observers: @Sendable () throws -> [any RunObserver])] = [
            ("nobody", { [] }), ("an observer of timed spans", { [Listener(spans: .timed)] }),
            ("an observer of every span", { [Listener(spans: .every)] }),
            ("a trace to /dev/null", { [try TraceFile("/dev/null")] }),
        ]
        print("observers: \(items) items through three hops of capacity 64, median of \(rounds) alternating rounds")
        var times = [[Double]](repeating: [], count: kinds.count)
        var costs = [[Double]](repeating: [], count: kinds.count)
        for _ in 0..<rounds {
            for (index, kind) in kinds.enumerated() {
                let pipeline = Pipeline {
                    Numbers(count: items)
                    Pass().named("first").capacity(64)
                    Pass().named("second").capacity(64)
                    Discard().capacity(64)
                }
                let before = processorNanoseconds()
                let observers = try kind.observers()
                times[index].append(
                    try await nanosecondsPerElement(items) {
                        let report = try await pipeline.run(observers: observers)
                        precondition(report.isBalanced)
                    })
                costs[index].append(Double(processorNanoseconds() - before) / Double(items))
            }
        }
        for (index, kind) in kinds.enumerated() {
            print(
                "  \(kind.name)\t \(rounded(median(times[index]))) ns an item, \(rounded(median(costs[index]))) ns of processor an item"
            )
        }
    }
}
