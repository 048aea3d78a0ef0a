import ArgumentParser
import HDF5
import Keras
import NeuralNetwork

struct PredictCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict", abstract: "Runs a model on the rows of HDF5 datasets and writes what it answers.",
        discussion: """
            A model of several inputs takes the datasets that are named as its input layers, or else the datasets in \
            alphabetical order. The outputs are datasets named after the output layers, made in the model's order.
            """)

    @OptionGroup var model: ModelArguments

    @Option(help: ArgumentHelp("The inputs, batch first: a file, or a dataset or group in it.", valueName: "x.h5[:dataset]"))
    var input: String

    @Option(help: ArgumentHelp("The file to write the outputs to.", valueName: "y.h5"))
    var output: String

    @Option(help: "How many rows go through the network at once, unless the model itself says it.")
    var batch = 32

    @Option(help: "Each number of the input is multiplied by this: 0.00392156862745098 for pixels to go from 0 to 1.")
    var scale: Float = 1

    @OptionGroup var plan: PlanArguments

    func validate() throws {
        if batch < 1 { throw ValidationError("--batch: expected at least 1, found \(batch)") }
        for (option, path) in [
            ("the model", model.model), ("--weights", model.weights), ("--input", PredictionInputs.split(input).path),
        ] {
            guard let path, FileIdentity(of: path) != nil, FileIdentity(of: path) == FileIdentity(of: output) else { continue }
            throw ValidationError("--output: expected another file than \(option), which would be lost, found \(output)")
        }
    }

    func run() async throws {
        PatientThreads.enable()
        try await Failure.reported {
            let description = try ModelFile.architecture(model.model)
            let inputs = try PredictionInputs(input, for: description.inputs)
            let model = try model.load(options: plan.options)
            let file = try HDF5File.create(output)
            var datasets: [DatasetWriter<Float>] = []
            let step = inputs.fixedBatch ?? batch
            for start in stride(from: 0, to: inputs.rowCount, by: step) {
                let rows = start..<min(start + step, inputs.rowCount)
                let answers = try model.predict(inputs.read(rows, scale: scale))
                if datasets.isEmpty {
                    datasets = try zip(description.outputs, answers).map { port, answer in
                        try file.root.makeDataset(port.name, shape: [inputs.rowCount] + answer.shape.dropFirst(), of: Float.self)
                    }
                }
                for (dataset, answer) in zip(datasets, answers) {
                    try answer.withElements { elements throws(HDF5Error) in try dataset.writeRows(rows, elements) }
                }
            }
            try file.commit()
            for dataset in datasets {
                print("\(output):\(dataset.path) \(dataset.shape.map(String.init).joined(separator: " × "))")
            }
        }
    }
}
