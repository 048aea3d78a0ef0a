/// Stochastic gradient descent: `v = momentum · v − rate · g`, then `w += v`, or with Nesterov's look ahead
/// `w += momentum · v − rate · g` (Sutskever et al. 2013); without momentum `w −= rate · g`.
///
/// tf.keras 2.11 and later keep and save a slot even without momentum; nothing depends on what is in it.
public struct SGD: Optimizer {
    public static let kerasName = "SGD"

    public var settings: OptimizerSettings
    public var momentum: Double
    public var isNesterov: Bool

    public init(
        learningRate: LearningRate = 0.01, momentum: Double = 0, nesterov: Bool = false, weightDecay: Double? = nil,
        clipnorm: Double? = nil, clipvalue: Double? = nil, globalClipnorm: Double? = nil, useEMA: Bool = false,
        emaMomentum: Double = 0.99, emaOverwriteFrequency: Int? = nil, lossScaleFactor: Double? = nil,
        gradientAccumulationSteps: Int? = nil, name: String? = nil
    ) {
        settings = OptimizerSettings(
            learningRate: learningRate, weightDecay: weightDecay, clipnorm: clipnorm, clipvalue: clipvalue,
            globalClipnorm: globalClipnorm, useEMA: useEMA, emaMomentum: emaMomentum,
            emaOverwriteFrequency: emaOverwriteFrequency, lossScaleFactor: lossScaleFactor,
            gradientAccumulationSteps: gradientAccumulationSteps, name: name)
        (self.momentum, isNesterov) = (momentum, nesterov)
    }

    public var ruleSlots: [[OptimizerSlot]] { momentum == 0 ? [] : [[OptimizerSlot("m", keras3Name: "momentum")]] }

    public func update(_ memory: VariableMemory, step: OptimizerStep, measure: VariableMeasure) {
        let (values, gradient, rate) = (memory.values, memory.gradient, step.learningRate)
        guard let velocity = memory.slots.first else {
            for index in values.indices { values[index] -= rate * gradient[index] }
            return
        }
        let momentum = Float(momentum)
        if isNesterov {
            for index in values.indices {
                let move = rate * gradient[index]
                velocity[index] = momentum * velocity[index] - move
                values[index] += momentum * velocity[index] - move
            }
        } else {
            for index in values.indices {
                velocity[index] = momentum * velocity[index] - rate * gradient[index]
                values[index] += velocity[index]
            }
        }
    }
}
