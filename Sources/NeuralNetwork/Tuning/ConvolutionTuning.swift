import Synchronization

/// Which algorithm is the fastest for a convolution, asked once for each distinct one on a machine.
///
/// Winograd F(4×4, 3×3) does a quarter of the multiplications, but reads weights four times as large and transforms its
/// data: whether it wins depends on channels, map size, batch, threads, and on whether the weights are still in a cache. Mostly an
/// account of costs tells (`ConvolutionCost`), always with the same answer; what it finds close is measured, and the answer kept on
/// the disk (`TuningCache`), so that later plans are equal.
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

        /// As the cache names it.
        var text: String {
            func list(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: "x") }
            let window = [geometry.strides, geometry.gaps, geometry.paddingBefore, geometry.paddingAfter].map(list)
            return "\(list(source)) \(list(weights)) \(list(destination)) \(window.joined(separator: ",")) \(followups) "
                + "\(sourceNeedsReorder) \(threads) \(weightsAreCold)"
        }
    }

    /// The fastest algorithm: known, remembered by `cache`, or measured now.
    ///
    /// Measured are runs with all threads of the plan. Where the machine was too busy to say anything by that, what counts is
    /// the processor's time of one thread.
    ///
    /// - Parameter trial: prepares a candidate for the number of threads that holds when it is called.
    static func fastest(
        of candidates: [ConvolutionAlgorithm], for question: Question, cache: TuningCache,
        trial: (ConvolutionAlgorithm) throws -> ConvolutionTrial
    ) throws -> ConvolutionAlgorithm {
        if let answer = known.withLock({ $0[question] }) { return answer }
        if let answer = cache[question.text].flatMap(ConvolutionAlgorithm.init), candidates.contains(answer) {
            return settle(question, answer)
        }
        var fastest: ConvolutionAlgorithm?
        if question.threads > 1 { fastest = try ranked(candidates, mustBeQuiet: true, trial) }
        if fastest == nil { fastest = try OpenMP.with(threads: 1) { try ranked(candidates, mustBeQuiet: false, trial) } }
        guard let fastest else { preconditionFailure("a convolution was to be chosen among no candidates: \(question)") }
        let answer = settle(question, fastest)
        cache.keep(answer.rawValue, for: question.text)
        return answer
    }

    /// Two threads may have measured the same; the first answer stands, so that equal plans are equal.
    private static func settle(_ question: Question, _ answer: ConvolutionAlgorithm) -> ConvolutionAlgorithm {
        known.withLock { known in
            if let earlier = known[question] { return earlier }
            known[question] = answer
            return answer
        }
    }

    /// The candidate of the least time on the wall, `nil` if the threads were interrupted; or of the least processor time.
    private static func ranked(
        _ candidates: [ConvolutionAlgorithm], mustBeQuiet: Bool, _ trial: (ConvolutionAlgorithm) throws -> ConvolutionTrial
    ) throws -> ConvolutionAlgorithm? {
        let trials = try candidates.map { ($0, try trial($0)) }
        let time = { (trial: ConvolutionTrial) in mustBeQuiet ? trial.wall : trial.processor }
        // One run each is enough where one wins clearly.
        for runs in [1, 3] {
            for (_, trial) in trials { try trial.time(runs: runs) }
            if mustBeQuiet, trials.contains(where: { $1.processor < $1.wall * 0.9 }) { return nil }
            let order = trials.sorted { time($0.1) < time($1.1) }
            if order.count == 1 || time(order[0].1) * 1.3 < time(order[1].1) || runs > 1 { return order[0].0 }
        }
        return nil
    }
}
