/// Where a training goes on that was broken off.
public struct ResumePoint: Sendable, Hashable {
    /// From 0 on.
    public let epoch: Int
    /// How many batches of the epoch were trained with already.
    public let step: Int
    /// How many it has; nil where it begins anew.
    let steps: Int?
    /// What losses and metrics were counted in these.
    let counted: RunningMetrics.Memory?

    init(epoch: Int, step: Int = 0, steps: Int? = nil, counted: RunningMetrics.Memory? = nil) {
        (self.epoch, self.step, self.steps, self.counted) = (epoch, step, steps, counted)
    }

    func check(_ found: Int) throws(TrainingError) {
        guard let steps, steps != found else { return }
        throw .argument(
            name: "backup", expected: "the samples it was made with, \(steps) batches an epoch", found: "\(found) batches")
    }
}
