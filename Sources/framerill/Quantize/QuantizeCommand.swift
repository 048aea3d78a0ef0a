import ArgumentParser
import Foundation
import Keras
import NeuralNetwork

struct QuantizeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quantize",
        abstract: "Finds the scales for computing a model's convolutions with whole numbers of eight bits.",
        discussion: """
            The model runs on samples of what it will be given, and the range of what each convolution reads is kept. The new file holds \
            the weights as they were and the scales beside them, as attributes of the kernels: Keras opens it as any other, and \
            "precision: int8" (in a pipeline's infer, --precision int8) computes with whole numbers. "framerill evaluate" tells what that \
            costs in accuracy.

            The first and the last convolutions stay in floating point, for errors weigh most there; --quantize-ends takes them too, \
            --keep leaves out others. Dense layers stay as they are.
            """)

    /// How ranges are made.
    enum Method: String, CaseIterable, ExpressibleByArgument {
        case percentile
        case minmax = "min-max"
    }

    @OptionGroup var model: ModelArguments

    @Option(
        help: ArgumentHelp("A folder of pictures, a picture or a pattern, or an HDF5 file.", valueName: "frames|x.h5[:dataset]"))
    var calibrate: String

    @Option(help: ArgumentHelp("The file to write: .h5, .hdf5 or .keras.", valueName: "out"))
    var output: String

    @Option(help: "How the range is made of what was seen: percentile leaves out the rarest numbers, min-max none.")
    var method: Method = .percentile

    @Option(help: "How many percent of the numbers, by size, the range reaches over.")
    var percentile = 99.999

    @Option(help: "The most samples to run.")
    var samples = 200

    @Option(name: .long, help: ArgumentHelp("A layer that stays in floating point; may be repeated.", valueName: "layer"))
    var keep: [String] = []

    @Flag(help: "The first and the last convolutions are quantised too.")
    var quantizeEnds = false

    @OptionGroup var images: ImageArguments

    @Option(help: "How many threads to use; one for each core by default.")
    var threads: Int?

    func validate() throws {
        guard percentile > 50, percentile <= 100 else {
            throw ValidationError("--percentile: expected more than 50 and at most 100, found \(percentile)")
        }
        if samples < 1 { throw ValidationError("--samples: expected at least 1, found \(samples)") }
        guard [".h5", ".hdf5", ".keras"].contains(where: output.lowercased().hasSuffix) else {
            throw ValidationError("--output: expected a name that ends in .h5, .hdf5 or .keras, found \(output)")
        }
    }

    func run() async throws {
        PatientThreads.enable()
        try await Failure.reported {
            let model = try model.load()
            let samples = try Samples(calibrate, for: model.description, images, most: samples)
            var quantizer = try Quantizer(model, inputShapes: samples.shapes, threads: threads) { kernel in
                keep.contains { kernel.name.split(separator: "/").contains($0[...]) }
                    || (!quantizeEnds && (kernel.isFirst || kernel.isLast))
            }
            try checkKept(quantizer)
            let progress = ProgressBar()
            for index in 0..<samples.count {
                try quantizer.observe(await samples.sample(index).tensors)
                progress?.show(index + 1, of: samples.count, "samples")
            }
            progress?.clear()
            let range: Quantizer.RangeMethod = method == .minmax ? .minMax : .percentile(percentile)
            try quantizer.model(rangesBy: range).save(output)
            print(report(quantizer, range, samples.count))
        }
    }

    /// A misspelt layer would be quantised in silence.
    private func checkKept(_ quantizer: Quantizer) throws {
        let layers = Set((quantizer.kernels + quantizer.floatKernels).flatMap { $0.name.split(separator: "/").dropLast() })
        for layer in keep where !layers.contains(layer[...]) {
            throw QuantizeError.unknownLayer(layer, known: layers.map(String.init).sorted())
        }
    }

    private func report(_ quantizer: Quantizer, _ method: Quantizer.RangeMethod, _ count: Int) -> String {
        let ranges = quantizer.ranges(by: method)
        let rows = quantizer.kernels.map { kernel in
            let range = ranges[kernel.name]!
            return (kernel.name, String(format: "%g to %g", range.lowerBound, range.upperBound))
        }
        let width = rows.map(\.0.count).max() ?? 0
        let lines = rows.map { $0.0.padding(toLength: width + 2, withPad: " ", startingAt: 0) + $0.1 }
        let kept = quantizer.floatKernels.map(\.name).joined(separator: ", ")
        return
            (lines + [
                "\(output): \(quantizer.kernels.count) convolutions with int8 scales from \(count) samples, \(quantizer.floatKernels.count) in "
                    + "floating point" + (kept.isEmpty ? "" : ": \(kept)")
            ]).joined(separator: "\n")
    }
}

enum QuantizeError: Error, CustomStringConvertible {
    case unknownLayer(String, known: [String])

    var description: String {
        switch self {
        case .unknownLayer(let layer, let known):
            "--keep: expected a layer with a convolution, found \"\(layer)\"; there are \(known.joined(separator: ", "))"
        }
    }
}
