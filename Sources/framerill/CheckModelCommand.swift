import ArgumentParser
import HDF5
import Keras
import NeuralNetwork

struct CheckModelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-model", abstract: "Runs a model on the input recorded in its file, or records one.",
        discussion: """
            A model that carries an input and its answer (group framerill_check) is run on it whenever it is loaded, and refused if it \
            answers otherwise. --record takes the answer from a file: groups inputs and outputs with datasets named as the model's, or \
            datasets x0, x1, … and y0, y1, … in the model's order. --record-own takes what the model itself answers to random numbers.
            """)

    @Argument(help: ArgumentHelp("A Keras model.", valueName: "model"))
    var model: String

    @Option(help: ArgumentHelp("Record the answer in this file, or in a group of it.", valueName: "x.h5[:group]"))
    var record: String?

    @Flag(help: "Record the model's own answer to random numbers.")
    var recordOwn = false

    @Option(help: "What the random numbers of --record-own begin from.")
    var seed: UInt32 = 1

    @Option(help: "How far an answer may be from the recorded one, as a part of the output's greatest magnitude.")
    var tolerance: Float = 1e-4

    func validate() throws {
        if record != nil, recordOwn { throw ValidationError("--record-own: expected it without --record, found both") }
        guard tolerance.isFinite, tolerance >= 0 else {
            throw ValidationError("--tolerance: expected a number of at least 0, found \(tolerance)")
        }
    }

    func run() async throws {
        try await Failure.reported {
            let comparisons: [AnswerComparison]
            if let record {
                let answer = try GivenAnswer(record, for: ModelFile.architecture(model))
                comparisons = try ModelCheck.record(model, inputs: answer.inputs, outputs: answer.outputs, tolerance: tolerance)
            } else if recordOwn {
                let inputs = ModelCheck.randomInputs(for: try ModelFile.architecture(model), seed: seed)
                comparisons = try ModelCheck.record(model, inputs: inputs, tolerance: tolerance)
            } else {
                comparisons = try ModelCheck.run(model)
            }
            for comparison in comparisons { print("\(model): \(comparison)") }
            if comparisons.contains(where: { !$0.agrees }) { throw Failure.failed }
        }
    }
}

/// An input and its answer in a file that isn't the model's.
private struct GivenAnswer {
    let inputs: [Tensor]
    let outputs: [Tensor]

    /// - Parameter place: `x.h5`, or `x.h5:group`.
    init(_ place: String, for model: ModelDescription) throws {
        let (path, inside) = PredictionInputs.split(place)
        let root = try HDF5File(reading: path).root
        let group = try inside.map { try root.group($0) } ?? root
        inputs = try Self.tensors(group, "inputs", model.inputs.map(\.name), prefix: "x")
        outputs = try Self.tensors(group, "outputs", model.outputs.map(\.name), prefix: "y")
    }

    private static func tensors(_ group: Group, _ part: String, _ names: [String], prefix: String) throws -> [Tensor] {
        try names.enumerated().map { index, name in
            let numbered = group.contains("\(prefix)\(index)") || index > 0 ? "\(prefix)\(index)" : prefix
            let dataset = try group.contains(part) ? group.group(part).dataset(name) : group.dataset(numbered)
            return try Tensor(shape: dataset.shape, values: dataset.read(as: Float.self))
        }
    }
}
