/// `Adam` with weight decay beside the gradient instead of in it (Loshchilov and Hutter 2019).
public struct AdamW: Optimizer {
    public static let kerasName = "AdamW"

    public var settings: OptimizerSettings
    public var beta1: Double
    public var beta2: Double
    public var epsilon: Double
    public var isAMSGrad: Bool

    public init(
        learningRate: LearningRate = 0.001, weightDecay: Double = 0.004, beta1: Double = 0.9, beta2: Double = 0.999,
        epsilon: Double = 1e-7, amsgrad: Bool = false, clipnorm: Double? = nil, clipvalue: Double? = nil,
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
