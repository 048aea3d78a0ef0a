import Training

/// Has a loss that is no number end the training in place of failing it. The weights are those before that step.
public final class TerminateOnNaN: TrainingCallback {
    /// What ended it.
    public private(set) var reason: TrainingError?

    public init() {}

    public func trainingBegins(_ model: CompiledModel, _ options: FitOptions) { reason = nil }

    /// Whether the training shall end by this and not fail.
    func takes(_ error: TrainingError) -> Bool {
        switch error {
        case .notFinite, .gradient:
            reason = error
            return true
        default: return false
        }
    }
}
