import ArgumentParser
import HDF5
import Keras
import NeuralNetwork

struct PredictCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Runs a model on the rows of HDF5 datasets, or on pictures, and writes what it answers.",
        discussion: """
            Rows are read and answered a batch at a time, so that there may be more than the memory holds. Bytes become numbers from 0 to 255 \
            times --scale: X.h5:test_set_x --scale 0.00392156862745098 for a file of the Keras courses. Of pictures the output also holds \
            their names, in the dataset files.

            A model of several inputs takes the datasets that are named as its input layers, or else the datasets in \
            alphabetical order. The outputs are datasets named after the output layers, made in the model's order.
            """)

    @OptionGroup var model: ModelArguments

    @Option(
        help: ArgumentHelp(
            "The inputs, batch first: a file, or a dataset or group in it; or a folder of pictures.",
            valueName: "x.h5[:dataset]|folder"))
    var input: String

    @Option(help: ArgumentHelp("The file to write the outputs to.", valueName: "y.h5"))
    var output: String

    @Option(help: "How many rows go through the network at once, unless the model itself says it.")
    var batch = 32

    @OptionGroup var images: ImageArguments

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
            let inputs = try PredictionRows(input, for: description, images)
            let model = try model.load(options: plan.options)
            let file = try HDF5File.create(output)
            var datasets: [DatasetWriter<Float>] = []
            var files: [String] = []
            let step = inputs.fixedBatch ?? batch
            for start in stride(from: 0, to: inputs.count, by: step) {
                let rows = start..<min(start + step, inputs.count)
                let read = try await inputs.read(rows)
                files += read.files
                let answers = try model.predict(read.tensors)
                if datasets.isEmpty {
                    datasets = try zip(description.outputs, answers).map { port, answer in
                        try file.root.makeDataset(port.name, shape: [inputs.count] + answer.shape.dropFirst(), of: Float.self)
                    }
                }
                for (dataset, answer) in zip(datasets, answers) {
                    try answer.withElements { elements throws(HDF5Error) in try dataset.writeRows(rows, elements) }
                }
            }
            if !files.isEmpty { try file.root.write(files, to: "files") }
            try file.commit()
            for dataset in datasets {
                print("\(output):\(dataset.path) \(dataset.shape.map(String.init).joined(separator: " × "))")
            }
        }
    }
}
