import ArgumentParser

@main
struct Framerill: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "framerill",
        abstract: "Runs Keras HDF5 vision models over streams of images.",
        discussion: """
            Exit status: 0 done, 1 failed, 64 wrong usage, 130 or 143 stopped by a signal before the end.

            Results go to standard output and to files, progress and errors to standard error.
            """,
        version: "0.1.0",
        subcommands: [
            RunCommand.self, CheckCommand.self, GraphCommand.self, StagesCommand.self, LayersCommand.self, SummaryCommand.self,
            PredictCommand.self, BenchCommand.self, QuantizeCommand.self, EvaluateCommand.self, FitCommand.self,
            DatasetCommand.self, ConvertCommand.self, CheckModelCommand.self,
        ])
}
