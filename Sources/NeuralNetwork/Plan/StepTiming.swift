/// What one step of a plan took.
public struct StepTiming: Sendable, CustomStringConvertible {
    /// The layer and the operation.
    public let operation: String
    /// oneDNN's name of the implementation, `jit:avx512_core` for one.
    public let implementation: String
    /// The least time over the runs.
    public let time: Duration

    public var description: String { "\(time)  \(operation)  \(implementation)" }
}

extension Plan {
    /// Runs the plan a few times and says what each step took, in order.
    public func timeSteps(_ tensors: [Tensor], runs: Int) throws -> [StepTiming] {
        let clock = ContinuousClock()
        var best = [Duration](repeating: .seconds(3600), count: steps.count)
        for _ in 0..<max(runs, 1) {
            var last = clock.now
            _ = try run(tensors) { index in
                let now = clock.now
                best[index] = min(best[index], now - last)
                last = now
            }
        }
        return zip(steps, best).map {
            StepTiming(operation: $0.site.description, implementation: $0.implementation, time: $1)
        }
    }
}
