/// Steps of one size in the direction of a momentum (Chen et al. 2023): `w −= rate · sign(beta1 · m + (1 − beta1) · g)`, then
/// `m = beta2 · m + (1 − beta2) · g`.
///
/// The default rate is Keras 3's; tf.keras has 0.0001.
public struct Lion: Optimizer {
    public static let kerasName = "Lion"

    public var settings: OptimizerSettings
    public var beta1: Double
    public var beta2: Double

    public init(
        learningRate: LearningRate = 0.001, beta1: Double = 0.9, beta2: Double = 0.99, weightDecay: Double? = nil,
        clipnorm: Double? = nil, clipvalue: Double? = nil, globalClipnorm: Double? = nil, useEMA: Bool = false,
        emaMomentum: Double = 0.99, emaOverwriteFrequency: Int? = nil, lossScaleFactor: Double? = nil,
        gradientAccumulationSteps: Int? = nil, name: String? = nil
    ) {
        settings = OptimizerSettings(
            learningRate: learningRate, weightDecay: weightDecay, clipnorm: clipnorm, clipvalue: clipvalue,
            globalClipnorm: globalClipnorm, useEMA: useEMA, emaMomentum: emaMomentum,
            emaOverwriteFrequency: emaOverwriteFrequency, lossScaleFactor: lossScaleFactor,
            gradientAccumulationSteps: gradientAccumulationSteps, name: name)
        (self.beta1, self.beta2) = (beta1, beta2)
    }

    public var ruleSlots: [[OptimizerSlot]] { [[OptimizerSlot("m", keras3Name: "momentum")]] }

    public func update(_ memory: VariableMemory, step: OptimizerStep, measure: VariableMeasure) {
        let (values, gradient, means, rate) = (memory.values, memory.gradient, memory.slots[0], step.learningRate)
        let (beta1, beta2) = (Float(beta1), Float(beta2))
        let (rest1, rest2) = (1 - beta1, 1 - beta2)
        for index in values.indices {
            let way = means[index] * beta1 + gradient[index] * rest1
            // Zero and NaN are their own signs.
            let sign: Float = way > 0 ? 1 : way < 0 ? -1 : way
            values[index] -= rate * sign
            means[index] = means[index] * beta2 + gradient[index] * rest2
        }
    }
}
