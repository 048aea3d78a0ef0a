import ArgumentParser
import Keras
import NeuralNetwork

/// A model, and where its weights come from if not from the model's own file.
struct ModelArguments: ParsableArguments {
    @Argument(help: ArgumentHelp("A Keras model: HDF5, an archive, or the text of model.to_json().", valueName: "model"))
    var model: String

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

    func load(options: PlanOptions = PlanOptions()) throws -> Model {
        let kernels: KernelOrientation = rotateKernels ? .rotated : .asSaved
        guard let weights else { return try Model(model, kernels: kernels, options: options) }
        return try Model(
            model, weights: weights, byName: byName, evenIfMarkedOpen: evenIfMarkedOpen, kernels: kernels, options: options)
    }
}
