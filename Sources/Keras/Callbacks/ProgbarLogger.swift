import Foundation
public import Training

/// Prints the progress of a training as Keras does: a bar for each epoch that is under way, or a line for each that has ended.
///
/// `FitOptions.verbose` puts one behind all other callbacks, where Keras has it; as a callback it writes wherever it is told to.
public final class ProgbarLogger: TrainingCallback {
    private let verbosity: Verbosity
    private let generation: KerasGeneration?
    private let now: () -> Duration
    private let write: (String) throws -> Void
    private var bar: Progbar?

    /// - Parameters:
    ///   - generation: whose text it is; nil for that of the Keras that the model comes from.
    ///   - now: the time since any fixed moment.
    ///   - write: takes the text as it comes, pieces of lines with their ends; unless given, it goes to standard output.
    public init(
        _ verbosity: Verbosity = .bar, as generation: KerasGeneration? = nil, now: (() -> Duration)? = nil,
        writingTo write: ((String) throws -> Void)? = nil
    ) {
        let start = ContinuousClock.now
        (self.verbosity, self.generation) = (verbosity, generation)
        self.now = now ?? { .now - start }
        self.write = write ?? Self.print
    }

    /// A file or a pipe shall have the text now; a null stream is all of them.
    private static func print(_ text: String) {
        Swift.print(text, terminator: "")
        fflush(nil)
    }

    public func trainingBegins(_ model: CompiledModel, _ options: FitOptions) {
        bar = Progbar(generation ?? model.compilation.generation, verbosity, epochs: options.epochs)
    }

    public func epochBegins(_ epoch: Int, _ model: CompiledModel) throws {
        try tell { $0.epochBegins(epoch, at: $1) }
    }

    public func batchEnded(_ progress: TrainingProgress, _ logs: TrainingLogs, _ model: CompiledModel) throws {
        try tell { $0.batchEnded(progress.step, of: progress.steps, logs, at: $1) }
    }

    public func epochEnded(_ epoch: Int, _ logs: inout TrainingLogs, _ model: CompiledModel) throws {
        let numbers = logs
        try tell { $0.epochEnded(numbers, at: $1) }
    }

    public func trainingEnded(_ model: CompiledModel) throws {
        try tell { bar, _ in bar.trainingEnded() }
    }

    private func tell(_ text: (inout Progbar, Duration) -> String) throws {
        guard var bar else { return }
        let text = text(&bar, now())
        self.bar = bar
        if !text.isEmpty { try write(text) }
    }
}
