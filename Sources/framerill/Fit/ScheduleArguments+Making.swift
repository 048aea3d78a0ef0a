import Training

extension ScheduleArguments {
    /// The schedule of options that `validate` has accepted; nil for none.
    ///
    /// - Parameters:
    ///   - rate: where it begins.
    ///   - steps: all that the optimizer will have taken.
    func make(from rate: Float, steps: Int) -> (any LearningRateSchedule)? {
        let decay = Float(decaySteps ?? max(steps - (warmupSteps ?? 0), 1))
        switch schedule {
        case nil: return nil
        case .cosine:
            return CosineDecay(
                initialLearningRate: rate, decaySteps: decay, alpha: alpha ?? 0, warmupTarget: warmupTarget,
                warmupSteps: Float(warmupSteps ?? 0))
        case .cosineRestarts:
            return CosineDecayRestarts(
                initialLearningRate: rate, firstDecaySteps: Float(firstDecaySteps ?? steps), tMul: tMul ?? 2, mMul: mMul ?? 1,
                alpha: alpha ?? 0)
        case .exponential:
            return ExponentialDecay(
                initialLearningRate: rate, decaySteps: decay, decayRate: decayRate ?? 1, staircase: staircase)
        case .inverseTime:
            return InverseTimeDecay(
                initialLearningRate: rate, decaySteps: decay, decayRate: decayRate ?? 1, staircase: staircase)
        case .polynomial:
            return PolynomialDecay(
                initialLearningRate: rate, decaySteps: decay, endLearningRate: endLearningRate ?? 0.0001, power: power ?? 1,
                cycle: cycle)
        case .piecewise: return PiecewiseConstantDecay(boundaries: boundaries, values: values)
        }
    }
}
