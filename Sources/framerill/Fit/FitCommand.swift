public import ArgumentParser
import Dataflow
import Foundation
import Keras
public import NeuralNetwork
import Training

struct FitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit", abstract: "Trains a model with the examples of an HDF5 file, or with folders of pictures.",
        discussion: """
            The file has the form of the Keras courses: train_set_x and train_set_y (or test_set_x and test_set_y), and list_classes. A \
            folder holds one of pictures for each class: they are read and resized while the network computes, a few at a time, and give \
            the same weights as a file that "dataset make" makes of them with the same seed.

            The weights of a model's file are where training begins; the text of model.to_json() begins with what its initialisers make. \
            Where the file tells how the model was compiled, training goes on with its optimizer, the state of that, its loss and its \
            metrics, but for what options say otherwise; a new --optimizer begins without a state.

            Each epoch is told on standard output: on a terminal as a progress bar of Keras, else in a line. The model is written at the \
            end, as Keras opens it, and with --checkpoint after each epoch; a first Ctrl-C ends the training after the batch under way and \
            writes what was learnt. Beside trained.h5 lie the numbers of all epochs, trained.history.csv, and their curves, \
            trained.history.png and trained.history.svg; a training that goes on adds to them. With --backup the same \
            command goes on where it was ended, by Ctrl-C or kill -9, and comes to the same weights.
            """)

    @OptionGroup var model: ModelArguments

    @Option(help: ArgumentHelp("The examples to learn.", valueName: "train.h5|folder"))
    var data: String

    @Option(help: ArgumentHelp("Examples to judge after each epoch.", valueName: "test.h5|folder"))
    var validation: String?

    @Option(help: ArgumentHelp("The file to write the trained model to.", valueName: "trained.h5"))
    var output: String

    @Option(help: "How often to go through all examples.")
    var epochs = 10

    @Option(help: "How many examples go through the network at once.")
    var batch = 32

    @OptionGroup var optimizer: OptimizerArguments

    @OptionGroup var schedule: ScheduleArguments

    @Option(
        help: ArgumentHelp(
            "Keras' name of the loss; unless given, as the model's file tells, or the crossentropy that goes with the output.",
            valueName: "name"))
    var loss: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Keras' names of metrics; unless given, as the model's file tells, or accuracy.", valueName: "name"))
    var metrics: [String] = []

    @Option(help: "What each number of the examples is divided by.")
    var divisor = 255.0

    @Option(help: "What the orders of examples and all chance come from.")
    var seed = 0

    @Option(
        help: ArgumentHelp("Write the model after each epoch; {epoch:02d} and {val_loss:.2f} are replaced.", valueName: "path.h5")
    )
    var checkpoint: String?

    @Flag(help: "Write the checkpoint only after an epoch whose --monitor is the best so far.")
    var bestOnly = false

    @Option(help: ArgumentHelp("What --best-only and --patience watch.", valueName: "name"))
    var monitor: String?

    @Option(help: "End once --monitor hasn't got better for so many epochs.")
    var patience: Int?

    @OptionGroup var backup: BackupArguments

    @OptionGroup var records: HistoryArguments

    @OptionGroup var progress: ProgressArguments

    @Option(help: ArgumentHelp("Write them for TensorBoard too.", valueName: "folder"))
    var tensorboard: String?

    @Option(
        help: """
            What is computed again instead of kept in memory, for larger batches; the weights stay the same: none, cheap (normalisations and \
            activations), segments (nearly everything, at the price of a way forward more).
            """)
    var recompute: PlanOptions.Recomputation = .none

    @Option(help: "How many threads to use; one for each core by default.")
    var threads: Int?

    func validate() throws {
        for (name, value) in [
            ("--epochs", epochs), ("--batch", batch), ("--patience", patience ?? 1), ("--threads", threads ?? 1),
        ]
        where value < 1 {
            throw ValidationError("\(name): expected at least 1, found \(value)")
        }
        guard divisor > 0 else { throw ValidationError("--divisor: expected more than 0, found \(divisor)") }
        guard ["h5", "hdf5", "keras"].contains(output.split(separator: ".").last.map(String.init) ?? "") else {
            throw ValidationError("--output: expected a name that ends in .h5, .hdf5 or .keras, found \(output)")
        }
        if schedule.schedule == .piecewise, let rate = optimizer.learningRate {
            throw ValidationError("--learning-rate: expected --values alone beside --schedule piecewise, found \(rate)")
        }
        if bestOnly, checkpoint == nil { throw ValidationError("--best-only: expected --checkpoint beside it, found none") }
        for (written, target) in [("--output", output), ("--checkpoint", checkpoint), ("--history", records.history)] {
            for (option, path) in [("--data", data), ("--validation", validation)] {
                guard let path, let target, FileIdentity(of: path) != nil, FileIdentity(of: path) == FileIdentity(of: target)
                else { continue }
                throw ValidationError("\(written): expected another file than \(option), which would be lost, found \(target)")
            }
        }
    }

    func run() async throws {
        PatientThreads.enable()
        try await Failure.reported {
            try checkFolders()
            let model = try startingModel()
            let examples = try FitExamples(data, validation: validation, seed: seed)
            let beginning = try Beginning(
                model, classes: examples.classes, optimizer: optimizer, loss: loss, metrics: metrics)
            let training = try beginning.compile(model, PlanOptions(threads: threads, recomputation: recompute))
            if training.iteration > 0 { print("goes on after \(training.iteration) steps of \(beginning.optimizerName)") }
            let stop = StopWish()
            let signals = try InterruptSignals(first: { stop.ask($0) }, second: { Foundation._exit(128 + $0) })
            defer { signals.restore() }
            let steps = training.iteration + epochs * ((examples.count + batch - 1) / batch)
            if let schedule = schedule.make(from: training.initialLearningRate, steps: steps) { training.follow(schedule) }
            let earlier = training.iteration > 0 ? records.earlier(of: self.model.model) : nil
            let files = HistoryFiles(records.places(beside: output), goingOnFrom: earlier)
            let (backup, printing) = (backup.callback(), progress.callback())
            do {
                try await examples.train(
                    training, of: model, labels: beginning.labels, divisor: divisor,
                    FitOptions(batchSize: batch, epochs: epochs, seed: seed),
                    callbacks: [ResumeNotice(), printing] + callbacks(hasValidation: examples.areJudged) + [files, stop]
                        + (backup.map { [$0] } ?? []))
            } catch {
                // The line under way ends, and what went before the error is of use; the error is what is told.
                try? printing.trainingEnded(training)
                try? files.finish()
                throw error
            }
            try training.save(output)
            if stop.signal == nil { backup?.remove() }
            print("\(output): \(training.iteration) steps")
            try files.finish()
            if let signal = stop.signal { throw ExitCode(128 + signal) }
        }
    }

    /// The model with its weights; of the text of `to_json()` with those that its initialisers make.
    private func startingModel() throws -> Model {
        guard model.weights == nil, let text = try ConfigurationText.read(model.model) else { return try model.load() }
        return try KerasSession.fresh(seed: seed) { try Model(json: text) }
    }

    /// Tells before hours of training what couldn't be written after them.
    private func checkFolders() throws(UnwritableFolder) {
        for (option, path) in [("--output", output), ("--checkpoint", checkpoint), ("--history", records.history)] {
            if let path { try UnwritableFolder.check(option, path) }
        }
    }

    private func callbacks(hasValidation: Bool) -> [any TrainingCallback] {
        let monitor = Monitor(monitor ?? (hasValidation ? "val_loss" : "loss"))
        var callbacks: [any TrainingCallback] = []
        if let checkpoint { callbacks.append(ModelCheckpoint(checkpoint, monitor: monitor, savesBestOnly: bestOnly)) }
        if let tensorboard { callbacks.append(TensorBoard(tensorboard)) }
        if let patience { callbacks.append(EarlyStopping(monitor, patience: patience, restoresBest: true)) }
        return callbacks
    }
}

extension PlanOptions.Recomputation: ExpressibleByArgument {}
