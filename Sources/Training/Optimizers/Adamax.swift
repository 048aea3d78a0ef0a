/// `Adam` with the greatest gradient of late instead of the average square (Kingma and Ba 2015, section 7):
/// `u = max(beta2 · u, |g|)`, `w −= rate · m / ((1 − beta1ᵗ) · (u + epsilon))`.
public struct Adamax: Optimizer {
    public static let kerasName = "Adamax"

    public var settings: OptimizerSettings
    public var beta1: Double
    public var beta2: Double
    public var epsilon: Double

    public init(
        learningRate: LearningRate = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-7,
        weightDecay: Double? = nil, clipnorm: Double? = nil, clipvalue: Double? = nil, globalClipnorm: Double? = nil,
        useEMA: Bool = false, emaMomentum: Double = 0.99, emaOverwriteFrequency: Int? = nil, lossScaleFactor: Double? = nil,
        gradientAccumulationSteps: Int? = nil, name: String? = nil
    ) {
        settings = OptimizerSettings(
            learningRate: learningRate, weightDecay: weightDecay, clipnorm: clipnorm, clipvalue: clipvalue,
            globalClipnorm: globalClipnorm, useEMA: useEMA, emaMomentum: emaMomentum,
            emaOverwriteFrequency: emaOverwriteFrequency, lossScaleFactor: lossScaleFactor,
            gradientAccumulationSteps: gradientAccumulationSteps, name: name)
        (self.beta1, self.beta2, self.epsilon) = (beta1, beta2, epsilon)
    }

    public var ruleSlots: [[OptimizerSlot]] {
        [[OptimizerSlot("m", keras3Name: "momentum"), OptimizerSlot("u", keras3Name: "norm")]]
    }

    public func update(_ memory: VariableMemory, step: OptimizerStep, measure: VariableMeasure) {
        let (values, gradient, means, norms) = (memory.values, memory.gradient, memory.slots[0], memory.slots[1])
        let (rate, rest, beta2, epsilon) = (step.learningRate, Float(1 - beta1), Float(beta2), Float(epsilon))
        let correction = 1 - step.power(beta1)
        for index in values.indices {
            let mean = means[index] + (gradient[index] - means[index]) * rest
            let norm = max(beta2 * norms[index], gradient[index].magnitude)
            (means[index], norms[index]) = (mean, norm)
            values[index] -= rate * mean / (correction * (norm + epsilon))
        }
    }
}
