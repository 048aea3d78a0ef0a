/// What one operation of a plan took, with what was joined to it and the reorders that it asked for.
public struct OperationTiming: Sendable, CustomStringConvertible {
    /// The layer that it belongs to; empty for the bringing of an output to its place.
    public let layer: String
    public let operation: String
    /// The name of the implementation, that of the longest step: `jit:avx512_core` for one of oneDNN's, `framerill:winograd` for one
    /// of ours.
    public let implementation: String
    /// The sum of its steps' least times over the runs.
    public let time: Duration
    /// Its multiplications and additions, done one by one; 0 for all but convolutions and matrix products.
    public let arithmetic: Int

    public var description: String { "\(time)  \(layer) (\(operation))  \(implementation)" }
}

extension Plan {
    /// Runs the plan a few times and says what each operation took, in order.
    public func timeOperations(_ tensors: [Tensor], runs: Int) throws -> [OperationTiming] {
        let best = try timeSteps(tensors, runs: runs)
        var timings: [OperationTiming] = []
        var first = 0
        while first < steps.count {
            let operation = steps[first].operation
            let last = steps[first...].firstIndex { $0.operation != operation } ?? steps.count
            let longest = (first..<last).max { best[$0] < best[$1] }!
            timings.append(
                OperationTiming(
                    layer: steps[first].site.origin, operation: steps[first].site.operation,
                    implementation: steps[longest].implementation, time: best[first..<last].reduce(.zero, +),
                    arithmetic: arithmetic(ofOperation: operation)))
            first = last
        }
        return timings
    }

    /// The least time of each step.
    private func timeSteps(_ tensors: [Tensor], runs: Int) throws -> [Duration] {
        let clock = ContinuousClock()
        var best = [Duration](repeating: .seconds(3600), count: steps.count)
        var results: [Tensor] = []
        for _ in 0..<max(runs, 1) {
            var last = clock.now
            try run(tensors, into: &results) { index in
                let now = clock.now
                best[index] = min(best[index], now - last)
                last = now
            }
        }
        return best
    }
}
