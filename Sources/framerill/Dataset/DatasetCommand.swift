import ArgumentParser

struct DatasetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dataset", abstract: "Makes files of examples from folders of pictures, and tells what is in them.",
        subcommands: [DatasetMakeCommand.self, DatasetInfoCommand.self])
}
