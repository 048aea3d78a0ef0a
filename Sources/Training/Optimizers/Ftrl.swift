import CSquareRoot
import Glibc

/// Follow the regularized leader (McMahan et al. 2013), with the shrinkage of its authors' L2 form and their `beta`.
public struct Ftrl: Optimizer {
    public static let kerasName = "Ftrl"

    public var settings: OptimizerSettings
    /// At most 0.
    public var learningRatePower: Double
    public var initialAccumulatorValue: Double
    public var l1RegularizationStrength: Double
    public var l2RegularizationStrength: Double
    /// Added to the gradient, the other to the sums.
    public var l2ShrinkageRegularizationStrength: Double
    public var beta: Double

    public init(
        learningRate: LearningRate = 0.001, learningRatePower: Double = -0.5, initialAccumulatorValue: Double = 0.1,
        l1RegularizationStrength: Double = 0, l2RegularizationStrength: Double = 0,
        l2ShrinkageRegularizationStrength: Double = 0, beta: Double = 0, weightDecay: Double? = nil,
        clipnorm: Double? = nil, clipvalue: Double? = nil, globalClipnorm: Double? = nil, useEMA: Bool = false,
        emaMomentum: Double = 0.99, emaOverwriteFrequency: Int? = nil, lossScaleFactor: Double? = nil,
        gradientAccumulationSteps: Int? = nil, name: String? = nil
    ) {
        settings = OptimizerSettings(
            learningRate: learningRate, weightDecay: weightDecay, clipnorm: clipnorm, clipvalue: clipvalue,
            globalClipnorm: globalClipnorm, useEMA: useEMA, emaMomentum: emaMomentum,
            emaOverwriteFrequency: emaOverwriteFrequency, lossScaleFactor: lossScaleFactor,
            gradientAccumulationSteps: gradientAccumulationSteps, name: name)
        self.learningRatePower = learningRatePower
        self.initialAccumulatorValue = initialAccumulatorValue
        self.l1RegularizationStrength = l1RegularizationStrength
        self.l2RegularizationStrength = l2RegularizationStrength
        self.l2ShrinkageRegularizationStrength = l2ShrinkageRegularizationStrength
        self.beta = beta
    }

    public var ruleSlots: [[OptimizerSlot]] {
        [
            [
                OptimizerSlot("accumulator", initialValue: .number(Float(initialAccumulatorValue))), OptimizerSlot("linear"),
            ]
        ]
    }

    public func update(_ memory: VariableMemory, step: OptimizerStep, measure: VariableMeasure) {
        // The power is the root unless somebody asks for another.
        if learningRatePower == -0.5 {
            update(memory, step: step) { framerill_square_root($0) }
        } else {
            let exponent = Float(-learningRatePower)
            update(memory, step: step) { pow($0, exponent) }
        }
    }

    @inline(__always)
    private func update(_ memory: VariableMemory, step: OptimizerStep, power: (Float) -> Float) {
        let (values, gradient, sums, linear) = (memory.values, memory.gradient, memory.slots[0], memory.slots[1])
        let (rate, bound) = (step.learningRate, Float(l1RegularizationStrength))
        let shrinkage = Float(2 * l2ShrinkageRegularizationStrength)
        let ridge = 2 * (Float(l2RegularizationStrength) + Float(beta) / (2 * rate))
        for index in values.indices {
            let slope = gradient[index] + shrinkage * values[index]
            let sum = sums[index] + gradient[index] * gradient[index]
            let newPower = power(sum)
            let lead = linear[index] + (slope - (newPower - power(sums[index])) / rate * values[index])
            (sums[index], linear[index]) = (sum, lead)
            values[index] = (min(max(lead, -bound), bound) - lead) / (newPower / rate + ridge)
        }
    }
}
