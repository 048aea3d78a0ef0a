/// What all optimizers of Keras can be told besides what their rule asks for.
public struct OptimizerSettings: Sendable {
    public var learningRate: LearningRate
    /// Each step takes this part of a variable, times the learning rate, away from it.
    public var weightDecay: Double?
    public var clipping: GradientClipping
    /// Whether an exponential moving average of each variable is kept, which it becomes when training ends.
    public var usesMovingAverage: Bool
    /// What a moving average keeps of itself in a step.
    public var averageMomentum: Double
    /// After how many steps the variables become their averages, again and again; nil for only at the end.
    public var averageOverwriteFrequency: Int?
    public var averageStart: AverageStart
    /// What Keras 3 multiplies the loss with, and divides gradients by before they are clipped, so that small ones aren't lost in half
    /// precision. In single precision it changes nothing but rounding, and is left out of the computation.
    public var lossScaleFactor: Double?
    /// Over how many batches gradients are averaged for a step of the rule, Keras 3. Moving averages and learning rates that follow a schedule go
    /// on with each batch, as they do there.
    public var gradientAccumulationSteps: Int?
    public var name: String?

    /// Where moving averages begin.
    public enum AverageStart: Sendable, Hashable {
        /// At what the variables were before the first step: tf.keras.
        case initialValues
        /// At what they are after it: Keras 3.
        case firstStep
    }

    public init(
        learningRate: LearningRate, weightDecay: Double? = nil, clipnorm: Double? = nil, clipvalue: Double? = nil,
        globalClipnorm: Double? = nil, useEMA: Bool = false, emaMomentum: Double = 0.99, emaOverwriteFrequency: Int? = nil,
        lossScaleFactor: Double? = nil, gradientAccumulationSteps: Int? = nil, name: String? = nil
    ) {
        (self.learningRate, self.weightDecay) = (learningRate, weightDecay)
        clipping = GradientClipping(clipnorm: clipnorm, clipvalue: clipvalue, globalClipnorm: globalClipnorm)
        (usesMovingAverage, averageMomentum, averageOverwriteFrequency) = (useEMA, emaMomentum, emaOverwriteFrequency)
        averageStart = .initialValues
        (self.lossScaleFactor, self.gradientAccumulationSteps) = (lossScaleFactor, gradientAccumulationSteps)
        self.name = name
    }

    /// What is kept of each variable before the slots of the rule.
    var slots: [OptimizerSlot] {
        var slots: [OptimizerSlot] = []
        if usesMovingAverage {
            slots.append(OptimizerSlot("average", initialValue: averageStart == .initialValues ? .variable : .number(0)))
        }
        if gradientAccumulationSteps != nil { slots.append(OptimizerSlot("gradient_accumulator")) }
        return slots
    }

    /// Which of the slots gradients are summed up in.
    public var accumulatorSlot: Int? { gradientAccumulationSteps.map { _ in usesMovingAverage ? 1 : 0 } }

    /// How many steps of the rule `iteration` batches make.
    public func steps(after iteration: Int) -> Int { iteration / max(gradientAccumulationSteps ?? 1, 1) }

    func decay(_ values: UnsafeMutableBufferPointer<Float>, step: OptimizerStep) {
        guard let weightDecay else { return }
        let (part, rate) = (Float(weightDecay), step.learningRate)
        for index in values.indices { values[index] -= values[index] * part * rate }
    }

    func average(
        _ averages: UnsafeMutableBufferPointer<Float>, _ values: UnsafeMutableBufferPointer<Float>, step: OptimizerStep
    ) {
        let kept: Float
        let added: Float
        switch averageStart {
        case .initialValues: (kept, added) = (Float(averageMomentum), Float(1 - averageMomentum))
        case .firstStep:
            kept = step.iteration == 0 ? 0 : Float(averageMomentum)
            added = 1 - kept
        }
        for index in averages.indices { averages[index] = kept * averages[index] + added * values[index] }
        if let frequency = averageOverwriteFrequency, frequency > 0, (step.iteration + 1).isMultiple(of: frequency) {
            _ = values.update(fromContentsOf: averages)
        }
    }
}
