/// How a plan trades exactness, speed and the time to compile.
public struct PlanOptions: Sendable, Hashable {
    public enum Precision: String, CaseIterable, Sendable, Hashable {
        /// Direct convolutions only: differs from a sum in order by rounding alone.
        case exact
        /// Winograd convolutions too, where they are faster; about 1e-6 relative from `exact`.
        case fast
        /// Convolutions with whole numbers of eight bits where the model was quantised (``Calibration``), the rest as in `fast`.
        case int8
        /// Convolutions with bfloat16, which keeps 8 bits of a number; where the processor has it.
        case bf16
    }

    /// As ``Precision`` says of each.
    public var precision: Precision
    /// The threads that one run computes with; `nil` is the number of processors.
    public var threads: Int?
    /// Whether operations are joined (see `Optimisation`). Off, a plan computes each operation by itself, for comparison.
    public var isOptimized: Bool

    /// The most bytes that a plan may hold for one run at a time: its packed weights, and what lies between the layers. Transformed
    /// kernels, up to four times as large as the kernels and eight times as large as those of whole numbers, are given up until it
    /// fits, first those that save the least time for their size. `nil` is no limit.
    public var memoryLimit: Int?

    /// Where packed weights are kept, so that a plan of the same model in a later process has them at once; `nil` keeps none.
    public var weightCache: WeightCache?

    /// What a plan of gradients computes again instead of keeping it from the way forward to the way back: the same bits in less memory.
    public var recomputation: Recomputation

    public enum Recomputation: String, CaseIterable, Sendable, Hashable {
        /// Nothing: fastest.
        case none
        /// What is made of a result of a convolution or a product that is kept anyway, such as a normalisation and the ReLU behind it.
        case cheap
        /// Everything but the values between segments, of which there are about the square root of the number of convolutions and
        /// products: nearly one whole way forward more.
        case segments
    }

    /// Taken wherever it is possible, without measuring; for tests of its numbers.
    package var preferredAlgorithm: ConvolutionAlgorithm?

    /// How many floats the vectors of our convolutions hold, 4 or 16 on any processor; for tests of those of others.
    package var preferredLanes: Int?

    public init(
        precision: Precision = .fast, threads: Int? = nil, memoryLimit: Int? = nil, weightCache: WeightCache? = nil,
        recomputation: Recomputation = .none, isOptimized: Bool = true
    ) {
        (self.precision, self.threads, self.memoryLimit) = (precision, threads, memoryLimit)
        (self.weightCache, self.recomputation, self.isOptimized) = (weightCache, recomputation, isOptimized)
    }
}

extension PlanOptions.Precision {
    /// - Throws: `GraphError.mismatch` where this machine's processor can't compute with it.
    public func checkProcessor() throws(GraphError) {
        guard self == .bf16, !NumberFormat.isBfloat16Native else { return }
        throw .mismatch(
            site: "precision bf16", expected: "a processor that multiplies bfloat16 (AVX-512 BF16)",
            found: "one without; choose fast or int8")
    }
}
