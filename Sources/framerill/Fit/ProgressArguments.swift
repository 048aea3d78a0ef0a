public import ArgumentParser
import Foundation
public import Keras
import Training

/// What a training prints while it runs.
struct ProgressArguments: ParsableArguments {
    enum Style: String, CaseIterable, ExpressibleByArgument {
        case keras2, keras3

        fileprivate var generation: KerasGeneration {
            switch self {
            case .keras2: .two
            case .keras3: .three
            }
        }
    }

    @Option(
        help: ArgumentHelp(
            "As in Keras: 0 prints nothing, 1 a bar for each epoch, 2 a line for each. Unless given, it is 1 on a terminal and a line of its own elsewhere.",
            valueName: "0|1|2"))
    var verbose: Verbosity?

    @Option(help: "Whose bars and lines those are; unless given, those of the Keras that the model comes from.")
    var progress: Style?

    func callback() -> any TrainingCallback {
        let isAskedFor = progress != nil || isatty(STDOUT_FILENO) == 1
        guard let verbosity = verbose ?? (isAskedFor ? .bar : nil) else { return FitReport() }
        return ProgbarLogger(verbosity, as: progress?.generation)
    }
}

extension Verbosity: ExpressibleByArgument {}
