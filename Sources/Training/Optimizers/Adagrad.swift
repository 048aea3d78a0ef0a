import CSquareRoot

/// Divides each step by the root of all squared gradients so far (Duchi et al. 2011): `a += g²`, `w −= rate · g / √(a + epsilon)`.
///
/// Keras up to 2.3 began at a rate of 0.01 and an accumulator of 0.
public struct Adagrad: Optimizer {
    public static let kerasName = "Adagrad"

    public var settings: OptimizerSettings
    public var initialAccumulatorValue: Double
    public var epsilon: Double
    public var epsilonPlace: EpsilonPlace

    public init(
        learningRate: LearningRate = 0.001, initialAccumulatorValue: Double = 0.1, epsilon: Double = 1e-7,
        weightDecay: Double? = nil, clipnorm: Double? = nil, clipvalue: Double? = nil, globalClipnorm: Double? = nil,
        useEMA: Bool = false, emaMomentum: Double = 0.99, emaOverwriteFrequency: Int? = nil, lossScaleFactor: Double? = nil,
        gradientAccumulationSteps: Int? = nil, name: String? = nil
    ) {
        settings = OptimizerSettings(
            learningRate: learningRate, weightDecay: weightDecay, clipnorm: clipnorm, clipvalue: clipvalue,
            globalClipnorm: globalClipnorm, useEMA: useEMA, emaMomentum: emaMomentum,
            emaOverwriteFrequency: emaOverwriteFrequency, lossScaleFactor: lossScaleFactor,
            gradientAccumulationSteps: gradientAccumulationSteps, name: name)
        (self.initialAccumulatorValue, self.epsilon, self.epsilonPlace) = (initialAccumulatorValue, epsilon, .underRoot)
    }

    public var ruleSlots: [[OptimizerSlot]] {
        [[OptimizerSlot("accumulator", initialValue: .number(Float(initialAccumulatorValue)))]]
    }

    public var legacy: Adagrad {
        var legacy = self
        legacy.epsilonPlace = .besideRoot
        return legacy
    }

    public func update(_ memory: VariableMemory, step: OptimizerStep, measure: VariableMeasure) {
        let (values, gradient, sums) = (memory.values, memory.gradient, memory.slots[0])
        let (rate, epsilon) = (step.learningRate, Float(epsilon))
        let (under, beside) = epsilonPlace == .underRoot ? (epsilon, 0) : (0, epsilon)
        for index in values.indices {
            let sum = sums[index] + gradient[index] * gradient[index]
            sums[index] = sum
            values[index] -= rate * gradient[index] / (framerill_square_root(sum + under) + beside)
        }
    }
}
