import CSquareRoot

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
        var updateSquares = 0.0
        forEachBlock(of: memory, step: step) { block, writeWays in
            for index in block {
                let slope = gradient[index]
                means[index] += (slope - means[index]) * rest1
                squares[index] += (slope * slope - squares[index]) * rest2
            }
            updateSquares += UnsafeBufferPointer(writeWays()).sumOfSquares
        }
        return VariableMeasure(squares: UnsafeBufferPointer(memory.values).sumOfSquares, updateSquares: updateSquares)
    }

    public func update(_ memory: VariableMemory, step: OptimizerStep, measure: VariableMeasure) {
        let (norm, wayNorm) = (Float(measure.squares).squareRoot(), Float(measure.updateSquares).squareRoot())
        let rate = (norm > 0 && wayNorm > 0 ? norm / wayNorm : 1) * step.learningRate
        forEachBlock(of: memory, step: step) { block, writeWays in
            let ways = writeWays()
            let values = UnsafeMutableBufferPointer(rebasing: memory.values[block])
            for index in values.indices { values[index] -= rate * ways[index] }
        }
    }

    /// Gives the elements block by block, with what answers where `Adam` would have them go, from the slots as they are then.
    private func forEachBlock(
        of memory: VariableMemory, step: OptimizerStep,
        _ body: (_ block: Range<Int>, _ writeWays: () -> UnsafeMutableBufferPointer<Float>) -> Void
    ) {
        let epsilon = Float(epsilon)
        let (correction1, correction2) = (1 - step.power(beta1), 1 - step.power(beta2))
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 2048) { ways in
            for start in stride(from: 0, to: memory.count, by: ways.count) {
                let block = start..<min(start + ways.count, memory.count)
                body(block) {
                    let means = UnsafeMutableBufferPointer(rebasing: memory.slots[0][block])
                    let squares = UnsafeMutableBufferPointer(rebasing: memory.slots[1][block])
                    for index in means.indices {
                        let root = framerill_square_root(squares[index] / correction2) + epsilon
                        ways[index] = means[index] / correction1 / root
                    }
                    return UnsafeMutableBufferPointer(rebasing: ways[..<block.count])
                }
            }
        }
    }
}
