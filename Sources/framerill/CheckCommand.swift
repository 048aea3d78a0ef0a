import ArgumentParser
import PipelineFile

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Checks pipeline files and tells everything that is wrong with them; runs nothing.")

    @OptionGroup var arguments: PipelineArguments

    @Argument(help: ArgumentHelp("Pipeline files.", valueName: "pipeline"))
    var pipelines: [String]

    func run() async throws {
        var status: ExitCode?
        for path in pipelines {
            do {
                let plan = try await Failure.reported { try arguments.plan(path) }
                print("\(path): \(plan.stages.count) stages: \(plan.stages.map(\.name).joined(separator: " → "))")
            } catch let code as ExitCode {
                status = code
            }
        }
        if let status { throw status }
    }
}
