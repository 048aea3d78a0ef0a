import CSquareRoot

/// The formula of `Adam` and `AdamW`, in the order in which TensorFlow computes it.
struct AdamRule {
    let beta1: Double
    let beta2: Double
    let epsilon: Double
    let isAMSGrad: Bool

    static func slots(isAMSGrad: Bool) -> [[OptimizerSlot]] {
        let moments = [OptimizerSlot("m", keras3Name: "momentum"), OptimizerSlot("v", keras3Name: "velocity")]
        return isAMSGrad ? [moments, [OptimizerSlot("vhat", keras3Name: "velocity_hat")]] : [moments]
    }

    func update(_ memory: VariableMemory, step: OptimizerStep) {
        let (values, gradient) = (memory.values, memory.gradient)
        let (means, squares) = (memory.slots[0], memory.slots[1])
        let (rest1, rest2, epsilon) = (Float(1 - beta1), Float(1 - beta2), Float(epsilon))
        let rate = step.learningRate * (1 - step.power(beta2)).squareRoot() / (1 - step.power(beta1))
        if isAMSGrad {
            let greatest = memory.slots[2]
            for index in values.indices {
                let slope = gradient[index]
                let mean = means[index] + (slope - means[index]) * rest1
                let square = squares[index] + (slope * slope - squares[index]) * rest2
                let great = max(greatest[index], square)
                (means[index], squares[index], greatest[index]) = (mean, square, great)
                values[index] -= mean * rate / (framerill_square_root(great) + epsilon)
            }
        } else {
            for index in values.indices {
                let slope = gradient[index]
                let mean = means[index] + (slope - means[index]) * rest1
                let square = squares[index] + (slope * slope - squares[index]) * rest2
                (means[index], squares[index]) = (mean, square)
                values[index] -= mean * rate / (framerill_square_root(square) + epsilon)
            }
        }
    }
}
