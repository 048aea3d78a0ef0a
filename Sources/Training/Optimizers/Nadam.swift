import CSquareRoot

/// `Adam` with Nesterov's look ahead (Dozat 2016): the gradient and its average are weighted by a momentum that grows from step to
/// step, `beta1 · (1 − 0.5 · 0.96 ^ (t · scheduleDecay))`.
///
/// The product of all momenta so far is kept. tf.keras doesn't save it, and inside `fit` it multiplies it once for each variable
/// instead of once for each step; what is done here is what Keras 3 does, and tf.keras outside `fit`.
public struct Nadam: Optimizer {
    public static let kerasName = "Nadam"

    public var settings: OptimizerSettings
    public var beta1: Double
    public var beta2: Double
    public var epsilon: Double
    /// How fast the momentum grows: 0.004 up to Keras 2.10.
    public var scheduleDecay: Double

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
        (self.beta1, self.beta2, self.epsilon, self.scheduleDecay) = (beta1, beta2, epsilon, 1)
    }

    public var ruleSlots: [[OptimizerSlot]] {
        [[OptimizerSlot("m", keras3Name: "momentum"), OptimizerSlot("v", keras3Name: "velocity")]]
    }

    public var scalars: [OptimizerScalar] { [OptimizerScalar("u_product", initialValue: 1)] }

    public var legacy: Nadam {
        var legacy = self
        legacy.scheduleDecay = 0.004
        return legacy
    }

    public func advance(_ scalars: inout [Float], iteration: Int) { scalars[0] *= momentum(iteration + 1) }

    /// Of step 1, 2, ….
    private func momentum(_ step: Int) -> Float {
        Float(beta1) * (1 - 0.5 * OptimizerStep.power(0.96, Double(step) * scheduleDecay))
    }

    public func update(_ memory: VariableMemory, step: OptimizerStep, measure: VariableMeasure) {
        let (values, gradient, means, squares) = (memory.values, memory.gradient, memory.slots[0], memory.slots[1])
        let (rate, rest1, rest2, epsilon) = (step.learningRate, 1 - Float(beta1), 1 - Float(beta2), Float(epsilon))
        let (momentum, nextMomentum) = (momentum(step.iteration + 1), momentum(step.iteration + 2))
        let (slopeFactor, product) = (1 - momentum, 1 - step.scalars[0])
        let (nextProduct, correction) = (1 - step.scalars[0] * nextMomentum, 1 - step.power(beta2))
        for index in values.indices {
            let slope = gradient[index]
            let mean = means[index] + (slope - means[index]) * rest1
            let square = squares[index] + (slope * slope - squares[index]) * rest2
            (means[index], squares[index]) = (mean, square)
            let ahead = nextMomentum * mean / nextProduct + slopeFactor * slope / product
            values[index] -= ahead * rate / (framerill_square_root(square / correction) + epsilon)
        }
    }
}
