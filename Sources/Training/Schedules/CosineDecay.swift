import Glibc

/// Down along half a cosine to `alpha` of the rate within `decaySteps`; with a warm-up, first evenly up from the initial rate to
/// `warmupTarget` within `warmupSteps` (Loshchilov and Hutter 2017).
public struct CosineDecay: LearningRateSchedule {
    public static let kerasName = "CosineDecay"

    public var initialLearningRate: Float
    public var decaySteps: Float
    public var alpha: Float
    public var name: String?
    /// nil for no warm-up.
    public var warmupTarget: Float?
    public var warmupSteps: Float

    public init(
        initialLearningRate: Float, decaySteps: Float, alpha: Float = 0, name: String? = nil, warmupTarget: Float? = nil,
        warmupSteps: Float = 0
    ) {
        (self.initialLearningRate, self.decaySteps, self.alpha) = (initialLearningRate, decaySteps, alpha)
        (self.name, self.warmupTarget, self.warmupSteps) = (name, warmupTarget, warmupSteps)
    }

    public func rate(at iteration: Int) -> Float {
        guard let warmupTarget else { return decayed(from: initialLearningRate, step: min(Float(iteration), decaySteps)) }
        let step = min(Float(iteration), decaySteps + warmupSteps)
        if step < warmupSteps { return (warmupTarget - initialLearningRate) * (step / warmupSteps) + initialLearningRate }
        return decayed(from: warmupTarget, step: step - warmupSteps)
    }

    private func decayed(from rate: Float, step: Float) -> Float {
        let cosine = 0.5 * (1 + cos(Float(Double.pi) * (step / decaySteps)))
        return rate * ((1 - alpha) * cosine + alpha)
    }
}
