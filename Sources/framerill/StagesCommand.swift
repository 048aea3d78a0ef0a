import ArgumentParser
import Dataflow
import VisionStages

struct StagesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stages", abstract: "Lists the stages that a pipeline file can name, or tells all about one.")

    @Argument(help: ArgumentHelp("The stage to tell about.", valueName: "name"))
    var name: String?

    @Flag(help: "As JSON.")
    var json = false

    func run() async throws {
        let catalogue = VisionCatalogue.stages
        guard let name else {
            print(try json ? JSONText.text(of: catalogue.description) : catalogue.description.overview)
            return
        }
        guard let entry = catalogue[name] else {
            Failure.tell("framerill stages: \"\(name)\" is not a stage" + Suggestion.advice(for: name, among: catalogue.names))
            throw Failure.wrongUsage
        }
        let manual = entry.description.manual(commonOptions: catalogue.commonOptions(for: entry.kind))
        print(try json ? JSONText.text(of: entry.description) : manual)
    }
}
