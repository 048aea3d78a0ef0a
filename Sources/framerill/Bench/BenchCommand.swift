import ArgumentParser
import Keras
import NeuralNetwork

struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Times a model: latency, arithmetic, and what each layer takes.",
        discussion: """
            The inputs are made up; a network's time doesn't depend on them. Arithmetic is counted as if every product were done by \
            itself, so that Winograd convolutions can exceed the machine's peak, which is measured by products of large matrices.

            Threads that wait for each other sleep after a few microseconds, as in "framerill run". With OMP_WAIT_POLICY=active they spin: \
            a few per cent faster on a machine that has nothing else to do.
            """)

    @OptionGroup var model: ModelArguments

    @Option(help: "How many runs are timed, after two that warm up.")
    var runs = 20

    @Option(help: "How many rows go through the network at once.")
    var batch = 1

    @Option(help: ArgumentHelp("Height and width of images where the model leaves them open.", valueName: "HxW"))
    var size: ImageExtents?

    @OptionGroup var plan: PlanArguments

    @Flag(help: "As JSON.")
    var json = false

    func validate() throws {
        for (option, value, most) in [("--runs", runs, 1_000_000), ("--batch", batch, 4096)]
        where !(1...most).contains(value) {
            throw ValidationError("\(option): expected from 1 to \(most), found \(value)")
        }
    }

    func run() async throws {
        PatientThreads.enable()
        let description = try await Failure.reported { try ModelFile.architecture(model.model) }
        let shapes = try description.inputs.map { try shape(of: $0) }
        try await Failure.reported {
            let report = try BenchReport(shapes: shapes, runs: runs, precision: plan.precision) {
                try model.load(options: plan.options)
            }
            print(json ? try JSONText.text(of: report) : report.text(model: model.model))
        }
    }

    /// The shape of an input, with what it leaves open taken from the options.
    private func shape(of input: ModelPort) throws -> [Int] {
        var shape: [Int] = []
        for (axis, extent) in input.shape.enumerated() {
            if let extent {
                guard axis > 0 || extent == batch || batch == 1 else {
                    throw ValidationError("--batch: expected \(extent), which input \"\(input.name)\" fixes, found \(batch)")
                }
                shape.append(extent)
            } else if axis == 0 {
                shape.append(batch)
            } else if let size, input.shape.count == 4, axis < 3 {
                shape.append(axis == 1 ? size.height : size.width)
            } else {
                throw ValidationError(
                    "input \"\(input.name)\": expected extents for \(input.shape.text), found "
                        + (size == nil ? "none; give --size" : "a shape that isn't an image's"))
            }
        }
        return shape
    }
}

/// `608x608`: height, then width, as shapes have them.
struct ImageExtents: ExpressibleByArgument {
    let height: Int
    let width: Int

    init?(argument: String) {
        let sides = argument.split(separator: "x", omittingEmptySubsequences: false).compactMap { Int($0) }
        guard sides.count == 2, sides.allSatisfy({ (1...65536).contains($0) }), argument.split(separator: "x").count == 2 else {
            return nil
        }
        (height, width) = (sides[0], sides[1])
    }
}
