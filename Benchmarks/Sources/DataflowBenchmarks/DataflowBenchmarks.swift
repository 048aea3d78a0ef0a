/// `swift run -c release --package-path Benchmarks DataflowBenchmarks [channel|pipeline|observers] [elements] [rounds]`
@main
struct DataflowBenchmarks {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let numbers = arguments.compactMap { Int($0) }
        let elements = numbers.first ?? 200_000
        // Odd, so that there is a middle one.
        let rounds = (numbers.dropFirst().first ?? 7) | 1
        let chosen = ["channel", "pipeline", "observers"].filter(arguments.contains)
        func isWanted(_ name: String) -> Bool { chosen.isEmpty || chosen.contains(name) }
        if isWanted("channel") { try await ChannelBenchmark(elements: elements, rounds: rounds).run() }
        if isWanted("pipeline") { try await PipelineBenchmark(items: elements, rounds: rounds).run() }
        if isWanted("observers") { try await ObservationBenchmark(items: elements, rounds: rounds).run() }
    }
}
