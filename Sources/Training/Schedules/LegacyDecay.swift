/// The `decay` of Keras up to 2.10: `rate / (1 + decay · step)`.
public struct LegacyDecay: LearningRateSchedule {
    public static let kerasName = "LegacyDecay"

    public var learningRate: Float
    public var decay: Float

    public init(learningRate: Float, decay: Float) { (self.learningRate, self.decay) = (learningRate, decay) }

    public func rate(at iteration: Int) -> Float { learningRate / (1 + decay * Float(iteration)) }
}
