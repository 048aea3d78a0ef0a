import CSquareRoot

/// Steps as large as those of late in relation to the gradients of late (Zeiler 2012):
/// `w −= rate · √(d + epsilon) / √(a + epsilon) · g` with moving averages `a` of the squared gradient and `d` of the squared way.
///
/// Keras up to 2.3 began at a rate of 1.
public struct Adadelta: Optimizer {
    public static let kerasName = "Adadelta"

    public var settings: OptimizerSettings
    public var rho: Double
    public var epsilon: Double

    public init(
        learningRate: LearningRate = 0.001, rho: Double = 0.95, epsilon: Double = 1e-7, weightDecay: Double? = nil,
        clipnorm: Double? = nil, clipvalue: Double? = nil, globalClipnorm: Double? = nil, useEMA: Bool = false,
        emaMomentum: Double = 0.99, emaOverwriteFrequency: Int? = nil, lossScaleFactor: Double? = nil,
        gradientAccumulationSteps: Int? = nil, name: String? = nil
    ) {
        settings = OptimizerSettings(
            learningRate: learningRate, weightDecay: weightDecay, clipnorm: clipnorm, clipvalue: clipvalue,
            globalClipnorm: globalClipnorm, useEMA: useEMA, emaMomentum: emaMomentum,
            emaOverwriteFrequency: emaOverwriteFrequency, lossScaleFactor: lossScaleFactor,
            gradientAccumulationSteps: gradientAccumulationSteps, name: name)
        (self.rho, self.epsilon) = (rho, epsilon)
    }

    public var ruleSlots: [[OptimizerSlot]] {
        [[OptimizerSlot("accumulated_grad"), OptimizerSlot("accumulated_delta_var")]]
    }

    public func update(_ memory: VariableMemory, step: OptimizerStep, measure: VariableMeasure) {
        let (values, gradient, slopes, ways) = (memory.values, memory.gradient, memory.slots[0], memory.slots[1])
        let (rate, rho, rest, epsilon) = (step.learningRate, Float(rho), Float(1 - rho), Float(epsilon))
        for index in values.indices {
            let slope = rho * slopes[index] + rest * gradient[index] * gradient[index]
            let way = -framerill_square_root(ways[index] + epsilon) * gradient[index] / framerill_square_root(slope + epsilon)
            slopes[index] = slope
            ways[index] = rho * ways[index] + rest * way * way
            values[index] += rate * way
        }
    }
}
