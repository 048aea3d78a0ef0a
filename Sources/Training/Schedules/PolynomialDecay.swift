import Glibc

/// From one rate to another within `decaySteps`, along `(1 − part) ^ power`; then it stays there, or cycles: begins anew from where a
/// longer decay would be.
public struct PolynomialDecay: LearningRateSchedule {
    public static let kerasName = "PolynomialDecay"

    public var initialLearningRate: Float
    public var decaySteps: Float
    public var endLearningRate: Float
    public var power: Float
    /// Whether the decay is stretched to the next multiple of `decaySteps` once it is over.
    public var cycles: Bool
    public var name: String?

    public init(
        initialLearningRate: Float, decaySteps: Float, endLearningRate: Float = 0.0001, power: Float = 1, cycle: Bool = false,
        name: String? = nil
    ) {
        (self.initialLearningRate, self.decaySteps) = (initialLearningRate, decaySteps)
        (self.endLearningRate, self.power, cycles, self.name) = (endLearningRate, power, cycle, name)
    }

    public func rate(at iteration: Int) -> Float {
        var (step, length) = (Float(iteration), decaySteps)
        if cycles {
            if iteration > 0 { length *= (step / decaySteps).rounded(.up) }
        } else {
            step = min(step, length)
        }
        return (initialLearningRate - endLearningRate) * pow(1 - step / length, power) + endLearningRate
    }
}
