import Glibc

/// `rate · decayRate ^ (step / decaySteps)`; as a staircase the exponent is rounded down.
public struct ExponentialDecay: LearningRateSchedule {
    public static let kerasName = "ExponentialDecay"

    public var initialLearningRate: Float
    public var decaySteps: Float
    public var decayRate: Float
    public var isStaircase: Bool
    public var name: String?

    public init(
        initialLearningRate: Float, decaySteps: Float, decayRate: Float, staircase: Bool = false, name: String? = nil
    ) {
        (self.initialLearningRate, self.decaySteps, self.decayRate) = (initialLearningRate, decaySteps, decayRate)
        (isStaircase, self.name) = (staircase, name)
    }

    public func rate(at iteration: Int) -> Float {
        let part = Float(iteration) / decaySteps
        return initialLearningRate * pow(decayRate, isStaircase ? part.rounded(.down) : part)
    }
}
