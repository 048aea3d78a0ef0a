public import ArgumentParser
public import PipelineFile

struct GraphCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph", abstract: "Prints a pipeline as a graph for Mermaid or Graphviz.")

    @Argument(help: ArgumentHelp("The pipeline file.", valueName: "pipeline"))
    var pipeline: String

    @Option(help: "What to print it for.")
    var format: GraphFormat = .mermaid

    @OptionGroup var arguments: PipelineArguments

    func run() async throws {
        let plan = try await Failure.reported { try arguments.plan(pipeline) }
        print(plan.graph(format), terminator: "")
    }
}

extension GraphFormat: ExpressibleByArgument {}
