import ArgumentParser
import Datasets
import HDF5

struct DatasetInfoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Tells what is in files of examples.",
        discussion: """
            Of each set of examples: how many, their shape and type, how many of each class, from where to where their numbers go. All \
            examples are read, some at a time, so damage is found: the exit status is 1 where some can't be read.
            """)

    @Argument(help: ArgumentHelp("Files in the form of the Keras courses.", valueName: "file.h5"))
    var files: [String]

    @Flag(help: "As JSON: one object, or a list where several files are given.")
    var json = false

    func run() async throws {
        try await Failure.reported {
            var infos: [ExampleFileInfo] = []
            for path in files {
                let info = try ExampleFileInfo(reading: path)
                infos.append(info)
                if !json { print((infos.count > 1 ? "\n" : "") + info.text) }
            }
            if json { print(try infos.count == 1 ? JSONText.text(of: infos[0]) : JSONText.text(of: infos)) }
            guard infos.allSatisfy(\.isWhole) else { throw Failure.failed }
        }
    }
}
