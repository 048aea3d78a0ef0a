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

    @Argument(help: ArgumentHelp("A Keras model: HDF5, an archive, or JSON.", valueName: "in"))
    var input: String

    @Argument(help: ArgumentHelp("The file to write: .h5, .hdf5 or .keras; .weights.h5 for weights alone.", valueName: "out"))
    var output: String

    @Option(help: ArgumentHelp("Take the weights from this file.", valueName: "w.h5"))
    var weights: String?

    @Flag(help: "Match the layers of --weights by their names, not in their order.")
    var byName = false

    @Flag(help: "Turn the kernels of convolutions by 180°: for a network that was trained on Theano.")
    var rotateKernels = false

    @Flag(help: "Read --weights even if the program that wrote it never closed it.")
    var evenIfMarkedOpen = false

    func validate() throws {
        if weights == nil, byName { throw ValidationError("--by-name: expected --weights beside it, found none") }
        if weights == nil, evenIfMarkedOpen {
            throw ValidationError("--even-if-marked-open: expected --weights beside it, found none")
        }
    }

    func run() async throws {
        try await Failure.reported {
            let kernels: KernelOrientation = rotateKernels ? .rotated : .asSaved
            let model =
                try weights.map {
                    try Model(input, weights: $0, byName: byName, evenIfMarkedOpen: evenIfMarkedOpen, kernels: kernels)
                } ?? Model(input, kernels: kernels)
            if output.lowercased().hasSuffix(".weights.h5") { try model.saveWeights(output) } else { try model.save(output) }
            print(output)
        }
    }
}
