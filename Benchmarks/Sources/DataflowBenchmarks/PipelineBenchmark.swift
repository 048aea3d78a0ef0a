import Dataflow

/// Numbers through a source, two stages that do nothing, and a sink: three hops.
struct PipelineBenchmark {
    let items: Int
    let rounds: Int

    func run() async throws {
        print("pipeline: \(items) items through three hops, median of \(rounds) rounds")
        for capacity in [4, 64, 1024] {
            var times: [Double] = []
            let before = processorNanoseconds()
            for _ in 0..<rounds {
                let pipeline = Pipeline {
                    Numbers(count: items)
                    Pass().named("first").capacity(capacity)
                    Pass().named("second").capacity(capacity)
                    Discard().capacity(capacity)
                }
                times.append(
                    try await nanosecondsPerElement(items) {
                        let report = try await pipeline.run()
                        precondition(report.isBalanced && report.stored == items)
                    })
            }
            let cost = Double(processorNanoseconds() - before) / Double(items * rounds)
            print(
                "  capacity \(capacity)\t \(rounded(median(times))) ns an item, \(Int(1e9 / median(times))) items/s, \(rounded(cost)) ns of processor an item"
            )
        }
    }
}

struct Numbers: Source {
    let count: Int
    let name = "numbers"

    func emit(into outlet: SourceOutlet<Int>) async throws {
        for number in 0..<count { try await outlet.send(Emission(number)) }
    }
}

struct Pass: Transform {
    func transform(_ input: Int) async throws -> Int? { input }
}

struct Discard: Sink {
    func store(_ input: Int, id: ItemID) async throws {}
}
