import ArgumentParser
import Keras

struct SummaryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "summary", abstract: "Prints a model's layers, output shapes and parameters, as Keras does.")

    @Argument(help: ArgumentHelp("A Keras model: HDF5, an archive, or the text of model.to_json().", valueName: "model"))
    var model: String

    @Flag(help: "As JSON.")
    var json = false

    func run() async throws {
        let description = try await Failure.reported { try ModelFile.architecture(model) }
        if json {
            print(try JSONText.text(of: description))
        } else {
            print(description.summary.text, terminator: "")
        }
    }
}
