import CSquareRoot

/// Divides each step by a moving average of the gradient's magnitude (Hinton's course, lecture 6e): `v = rho · v + (1 − rho) · g²`,
/// `w −= rate · g / √(v + epsilon)`; centered, `v` less the square of the average gradient.
public struct RMSprop: Optimizer {
    public static let kerasName = "RMSprop"

    public var settings: OptimizerSettings
    public var rho: Double
    public var momentum: Double
    public var epsilon: Double
    public var isCentered: Bool
    public var epsilonPlace: EpsilonPlace

    public init(
        learningRate: LearningRate = 0.001, rho: Double = 0.9, momentum: Double = 0, epsilon: Double = 1e-7,
        centered: Bool = false, weightDecay: Double? = nil, clipnorm: Double? = nil, clipvalue: Double? = nil,
        globalClipnorm: Double? = nil, useEMA: Bool = false, emaMomentum: Double = 0.99, emaOverwriteFrequency: Int? = nil,
        lossScaleFactor: Double? = nil, gradientAccumulationSteps: Int? = nil, name: String? = nil
    ) {
        settings = OptimizerSettings(
            learningRate: learningRate, weightDecay: weightDecay, clipnorm: clipnorm, clipvalue: clipvalue,
            globalClipnorm: globalClipnorm, useEMA: useEMA, emaMomentum: emaMomentum,
            emaOverwriteFrequency: emaOverwriteFrequency, lossScaleFactor: lossScaleFactor,
            gradientAccumulationSteps: gradientAccumulationSteps, name: name)
        (self.rho, self.momentum, self.epsilon, isCentered, self.epsilonPlace) = (rho, momentum, epsilon, centered, .underRoot)
    }

    public var ruleSlots: [[OptimizerSlot]] {
        var groups = [[OptimizerSlot("velocity")]]
        if momentum > 0 { groups.append([OptimizerSlot("momentum")]) }
        if isCentered { groups.append([OptimizerSlot("average_gradient")]) }
        return groups
    }

    public var legacy: RMSprop {
        var legacy = self
        legacy.epsilonPlace = momentum > 0 ? .underRoot : .besideRoot
        return legacy
    }

    public func update(_ memory: VariableMemory, step: OptimizerStep, measure: VariableMeasure) {
        let (values, gradient, velocity) = (memory.values, memory.gradient, memory.slots[0])
        let (rate, rho, rest, epsilon) = (step.learningRate, Float(rho), Float(1 - rho), Float(epsilon))
        let (under, beside) = epsilonPlace == .underRoot ? (epsilon, 0) : (0, epsilon)
        // One loop for each, so that memory is read once.
        switch (momentum > 0, isCentered) {
        case (false, false):
            for index in values.indices {
                let slope = gradient[index]
                let square = rho * velocity[index] + rest * (slope * slope)
                velocity[index] = square
                values[index] -= rate * slope / (framerill_square_root(square + under) + beside)
            }
        case (true, false):
            let (momentum, momenta) = (Float(momentum), memory.slots[1])
            for index in values.indices {
                let slope = gradient[index]
                let square = rho * velocity[index] + rest * (slope * slope)
                let way = momentum * momenta[index] + rate * slope / (framerill_square_root(square + under) + beside)
                (velocity[index], momenta[index]) = (square, way)
                values[index] -= way
            }
        case (false, true):
            let averages = memory.slots[1]
            for index in values.indices {
                let slope = gradient[index]
                let square = rho * velocity[index] + rest * (slope * slope)
                let average = rho * averages[index] + rest * slope
                (velocity[index], averages[index]) = (square, average)
                values[index] -= rate * slope / (framerill_square_root(square - average * average + under) + beside)
            }
        case (true, true):
            let (momentum, momenta, averages) = (Float(momentum), memory.slots[1], memory.slots[2])
            for index in values.indices {
                let slope = gradient[index]
                let square = rho * velocity[index] + rest * (slope * slope)
                let average = rho * averages[index] + rest * slope
                let root = framerill_square_root(square - average * average + under) + beside
                let way = momentum * momenta[index] + rate * slope / root
                (velocity[index], averages[index], momenta[index]) = (square, average, way)
                values[index] -= way
            }
        }
    }
}
