import ArgumentParser
import PipelineFile

/// What replaces the pipeline file's `run:`.
struct WatchArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How much memory the frames on their way may hold: 512MB, 2GB. The source waits for it.", valueName: "bytes"))
    var memory: String?

    @Option(help: ArgumentHelp("Tell when nothing has moved for so long, and what holds the frames up.", valueName: "time"))
    var stallAfter: String?

    @Option(help: ArgumentHelp("What to do then: report or end.", valueName: "action"))
    var whenStalled: String?

    @Option(help: ArgumentHelp("How long the frames on their way may take to arrive after a Ctrl-C (30s).", valueName: "time"))
    var stopWithin: String?

    var overrides: [PipelineOverride] {
        let given = [
            ("memory", memory), ("stall-after", stallAfter), ("when-stalled", whenStalled), ("stop-within", stopWithin),
        ]
        return given.compactMap { name, value in
            value.map { PipelineOverride(.run, option: [name], .yaml($0), label: "--\(name) \($0)") }
        }
    }
}
