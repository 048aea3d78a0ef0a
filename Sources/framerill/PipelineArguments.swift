import ArgumentParser
import PipelineFile
import VisionStages

/// How a pipeline is given on the command line: its file, and what replaces values of the file.
struct PipelineArguments: ParsableArguments {
    @Option(
        name: .customLong("input"),
        help: ArgumentHelp(
            "What the first stage reads: a folder, an image, frames/*.jpg, frames/%04d.jpg, or - for JPEGs on standard input.",
            valueName: "path"))
    var input: String?

    @Option(
        name: .customLong("output"), help: ArgumentHelp("Folder for what the pipeline's last stage writes.", valueName: "dir"))
    var output: String?

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("Another value for a stage's option; may be given several times.", valueName: "stage.option=value"))
    var settings: [String] = []

    /// Reads and checks the pipeline file.
    ///
    /// - Parameter others: what replaces values of the file beside these arguments.
    /// - Throws: `PipelineFileError` or `PipelineProblem`.
    func plan(_ path: String, _ others: [PipelineOverride] = []) throws -> PipelinePlan<Frame> {
        var overrides = try settings.enumerated().map { try PipelineOverride(parsing: $1, index: $0) }
        if let input {
            overrides.append(PipelineOverride(.source, option: ["path"], .text(input), label: "--input \(input)"))
        }
        if let output {
            overrides.append(PipelineOverride(.sink, option: ["directory"], .text(output), label: "--output \(output)"))
        }
        return try PipelineFile(path: path).check(against: VisionCatalogue.stages, overrides: overrides + others)
    }
}
