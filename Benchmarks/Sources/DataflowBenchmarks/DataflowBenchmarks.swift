/// `swift run -c release --package-path Benchmarks DataflowBenchmarks [channel|pipeline] [elements] [rounds]`
@main
struct DataflowBenchmarks {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let numbers = arguments.compactMap { Int($0) }
        let elements = numbers.first ?? 200_000
        // Odd, so that there is a middle one.
        let rounds = (numbers.dropFirst().first ?? 7) | 1
        if !arguments.contains("pipeline") { try await ChannelBenchmark(elements: elements, rounds: rounds).run() }
        if !arguments.contains("channel") { try await PipelineBenchmark(items: elements, rounds: rounds).run() }
    }
}
