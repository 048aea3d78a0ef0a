/// `swift run -c release --package-path Benchmarks DataflowBenchmarks [elements] [rounds]`
@main
struct DataflowBenchmarks {
    static func main() async throws {
        let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let elements = numbers.first ?? 200_000
        let rounds = (numbers.dropFirst().first ?? 7) | 1
        try await ChannelBenchmark(elements: elements, rounds: rounds).run()
        try await PipelineBenchmark(items: elements, rounds: rounds).run()
    }
}
