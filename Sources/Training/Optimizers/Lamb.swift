/// `Adam` whose step is scaled for each variable by the ratio of its norm to the step's (You et al. 2020), for large batches. Keras 3
/// alone has it.
public struct Lamb: Optimizer {
    public static let kerasName = "Lamb"

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
        [[OptimizerSlot("m", keras3Name: "momentum"), OptimizerSlot("v", keras3Name: "velocity")]]
    }

    public var measuresVariables: Bool { true }

    public func measure(_ memory: VariableMemory, step: OptimizerStep) -> VariableMeasure {
        let (gradient, means, squares) = (memory.gradient, memory.slots[0], memory.slots[1])
        let (rest1, rest2) = (Float(1 - beta1), Float(1 - beta2))
        for index in gradient.indices {
            let slope = gradient[index]
            means[index] += (slope - means[index]) * rest1
            squares[index] += (slope * slope - squares[index]) * rest2
        }
        var updateSquares = 0.0
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 1024) { ways in
            for start in stride(from: 0, to: memory.count, by: ways.count) {
                let part = memory.part(start..<min(start + ways.count, memory.count))
                let found = UnsafeMutableBufferPointer(rebasing: ways[..<part.count])
                writeWays(part, step: step, to: found)
                updateSquares += UnsafeBufferPointer(found).sumOfSquares
            }
        }
        return VariableMeasure(squares: UnsafeBufferPointer(memory.values).sumOfSquares, updateSquares: updateSquares)
    }

    public func update(_ memory: VariableMemory, step: OptimizerStep, measure: VariableMeasure) {
        let (norm, wayNorm) = (Float(measure.squares).squareRoot(), Float(measure.updateSquares).squareRoot())
        let rate = (norm > 0 && wayNorm > 0 ? norm / wayNorm : 1) * step.learningRate
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 1024) { ways in
            for start in stride(from: 0, to: memory.count, by: ways.count) {
                let part = memory.part(start..<min(start + ways.count, memory.count))
                writeWays(part, step: step, to: ways)
                for index in part.values.indices { part.values[index] -= rate * ways[index] }
            }
        }
    }

    private func writeWays(_ memory: VariableMemory, step: OptimizerStep, to ways: UnsafeMutableBufferPointer<Float>) {
        let (means, squares, epsilon) = (memory.slots[0], memory.slots[1], Float(epsilon))
        let (correction1, correction2) = (1 - step.power(beta1), 1 - step.power(beta2))
        for index in means.indices {
            ways[index] = means[index] / correction1 / ((squares[index] / correction2).squareRoot() + epsilon)
        }
    }
}
