public import ArgumentParser
public import NeuralNetwork

/// How a model is computed: what commands that run one have in common.
struct PlanArguments: ParsableArguments {
    @Option(
        help: """
            exact: direct kernels only; fast: Winograd where it is faster; int8: whole numbers, for models that "framerill quantize" wrote; \
            bf16: where the processor has it.
            """)
    var precision: PlanOptions.Precision = .fast

    @Option(help: "How many threads to use; one for each core by default.")
    var threads: Int?

    @Option(
        help: "How much weights and layers may hold, 500MB: to fit, convolutions give up Winograd, the least profitable first.")
    var memory: ByteCount?

    func validate() throws {
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads: expected from 1 to 1024, found \(threads)")
        }
    }

    var options: PlanOptions {
        PlanOptions(precision: precision, threads: threads, memoryLimit: memory?.bytes, weightCache: .standard)
    }
}

extension PlanOptions.Precision: ExpressibleByArgument {}
