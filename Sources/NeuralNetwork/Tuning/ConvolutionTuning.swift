import Synchronization

/// The algorithms that were the fastest for the convolutions met in this process.
///
/// Winograd F(4×4, 3×3) does a quarter of the multiplications, but reads weights four times as large and transforms its
/// data: whether it wins depends on channels, map size, batch, threads, and on whether the weights are still in a cache. So
/// each distinct convolution is timed once.
enum ConvolutionTuning {
    private static let known = Mutex<[Question: ConvolutionAlgorithm]>([:])

    /// What makes two convolutions equally fast.
    struct Question: Hashable {
        let source: [Int]
        let weights: [Int]
        let destination: [Int]
        let geometry: WindowGeometry
        let followups: [Followup]
        let sourceNeedsReorder: [Bool]
        let threads: Int
        let weightsAreCold: Bool
    }

    /// The faster candidate, known or measured now.
    static func faster(of candidates: [(algorithm: ConvolutionAlgorithm, trial: ConvolutionTrial)], for question: Question) throws
        -> ConvolutionAlgorithm
    {
        if let answer = known.withLock({ $0[question] }) { return answer }
        var best: (algorithm: ConvolutionAlgorithm, time: Duration)?
        for candidate in candidates {
            let time = try candidate.trial.time(weightsAreCold: question.weightsAreCold, below: best?.time ?? .seconds(3600))
            if best.map({ time < $0.time }) ?? true { best = (candidate.algorithm, time) }
        }
        guard let best else { preconditionFailure("a convolution was to be chosen among no candidates: \(question)") }
        // Two threads may have measured the same; the first answer stands, so that equal plans are equal.
        return known.withLock { known in
            if let earlier = known[question] { return earlier }
            known[question] = best.algorithm
            return best.algorithm
        }
    }
}

extension Lowering {
    /// The primitive for a convolution: direct, or Winograd where it is allowed, possible and measured to be faster.
    mutating func choose(_ convolution: Convolution, _ shapes: ConvolutionShapes) throws -> FusedDescription {
        let followups = convolution.followups
        let direct = try describe(followups) { try shapes.describe(.direct, $0) }
        guard options.precision == .fast, convolution.mayBeWinograd,
            let winograd = try? describe(followups, { try shapes.describe(.winograd, $0) }),
            winograd.description.implementation.contains("wino")
        else { return direct }
        if options.prefersWinograd { return winograd }
        let choices: [ConvolutionAlgorithm: FusedDescription] = [.direct: direct, .winograd: winograd]
        let present = try operand(input).layout
        let question = ConvolutionTuning.Question(
            source: shapes.source, weights: shapes.kernelView.dimensions, destination: shapes.destination,
            geometry: shapes.geometry,
            followups: followups,
            sourceNeedsReorder: [direct, winograd].map { !$0.description.source.isSame(as: present) },
            threads: threads, weightsAreCold: constantBytes > Self.cacheBytes)
        let candidates: [(ConvolutionAlgorithm, ConvolutionTrial)] = [.direct, .winograd].map {
            (
                $0,
                ConvolutionTrial(
                    choices[$0]!, present: present, hasBias: convolution.hasBias, rest: followups.dropFirst(choices[$0]!.accepted)
                )
            )
        }
        let algorithm = try ConvolutionTuning.faster(of: candidates, for: question)
        return choices[algorithm]!
    }

    /// Constants beyond this are taken to have left the processor's caches when their convolution comes again.
    private static let cacheBytes = 24 << 20
}
