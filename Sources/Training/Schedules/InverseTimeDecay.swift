/// `rate / (1 + decayRate · step / decaySteps)`; as a staircase the quotient of the steps is rounded down.
public struct InverseTimeDecay: LearningRateSchedule {
    public static let kerasName = "InverseTimeDecay"

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
        return initialLearningRate / (1 + decayRate * (isStaircase ? part.rounded(.down) : part))
    }
}
