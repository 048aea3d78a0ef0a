import ArgumentParser
import Keras

struct ConvertCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert", abstract: "Writes a model anew, in the format that the name of the new file asks for.",
        discussion: """
            .h5 and .hdf5 are HDF5 as Keras 2 writes it, .keras is the archive of tf.keras from 2.12 on and Keras 3; both are opened by \
            Keras 2 and Keras 3. The model may come from any version of Keras, also from 1, in any of these formats, or as the text of \
            model.to_json() with its weights beside it.
            """)

    @OptionGroup var model: ModelArguments

    @Argument(help: ArgumentHelp("The file to write: .h5, .hdf5 or .keras; .weights.h5 for weights alone.", valueName: "out"))
    var output: String

    func run() async throws {
        try await Failure.reported {
            let model = try model.load()
            if output.lowercased().hasSuffix(".weights.h5") { try model.saveWeights(output) } else { try model.save(output) }
            print(output)
        }
    }
}
