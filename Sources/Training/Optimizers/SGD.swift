/// Stochastic gradient descent: `v = momentum · v − rate · g`, then `w += v`, or with Nesterov's look ahead
/// `w += momentum · v − rate · g` (Sutskever et al. 2013); without momentum `w −= rate · g`.
public struct SGD: Optimizer {
    public static let kerasName = "SGD"

    public var momentum: Float
    public var isNesterov: Bool

    public init(momentum: Float = 0, nesterov: Bool = false) { (self.momentum, isNesterov) = (momentum, nesterov) }

    public var slots: [OptimizerSlot] { momentum == 0 ? [] : [OptimizerSlot("momentum")] }

    public func update(
        _ variable: UnsafeMutableBufferPointer<Float>, gradient: UnsafeBufferPointer<Float>,
        slots: [UnsafeMutableBufferPointer<Float>], step: OptimizerStep
    ) {
        let rate = step.learningRate
        guard let velocity = slots.first else {
            for index in variable.indices { variable[index] -= rate * gradient[index] }
            return
        }
        for index in variable.indices {
            let move = rate * gradient[index]
            velocity[index] = momentum * velocity[index] - move
            variable[index] += isNesterov ? momentum * velocity[index] - move : velocity[index]
        }
    }
}
