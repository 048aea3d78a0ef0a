/// Moving averages of the gradient and of its square (Kingma and Ba 2015): `m += (g − m) · (1 − beta1)`, `v += (g² − v) · (1 − beta2)`,
/// `w −= rate · √(1 − beta2ᵗ) / (1 − beta1ᵗ) · m / (√v + epsilon)`. AMSGrad (Reddi et al. 2018) divides by the greatest `v` so far.
///
/// Keras up to 2.0 had an epsilon of 1e-8.
public struct Adam: Optimizer {
    public static let kerasName = "Adam"

    public var settings: OptimizerSettings
    public var beta1: Double
    public var beta2: Double
    public var epsilon: Double
    public var isAMSGrad: Bool

    public init(
        learningRate: LearningRate = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-7,
        amsgrad: Bool = false, weightDecay: Double? = nil, clipnorm: Double? = nil, clipvalue: Double? = nil,
        globalClipnorm: Double? = nil, useEMA: Bool = false, emaMomentum: Double = 0.99, emaOverwriteFrequency: Int? = nil,
        lossScaleFactor: Double? = nil, gradientAccumulationSteps: Int? = nil, name: String? = nil
    ) {
        settings = OptimizerSettings(
            learningRate: learningRate, weightDecay: weightDecay, clipnorm: clipnorm, clipvalue: clipvalue,
            globalClipnorm: globalClipnorm, useEMA: useEMA, emaMomentum: emaMomentum,
            emaOverwriteFrequency: emaOverwriteFrequency, lossScaleFactor: lossScaleFactor,
            gradientAccumulationSteps: gradientAccumulationSteps, name: name)
        (self.beta1, self.beta2, self.epsilon, isAMSGrad) = (beta1, beta2, epsilon, amsgrad)
    }

    public var ruleSlots: [[OptimizerSlot]] { AdamRule.slots(isAMSGrad: isAMSGrad) }

    public func update(_ memory: VariableMemory, step: OptimizerStep, measure: VariableMeasure) {
        AdamRule(beta1: beta1, beta2: beta2, epsilon: epsilon, isAMSGrad: isAMSGrad).update(memory, step: step)
    }
}
