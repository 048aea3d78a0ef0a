import Testing
import Training

@Suite struct `Stochastic gradient descent` {
    @Test func `moves against the gradient`() {
        var variable: [Float] = [1, -2]
        let gradient: [Float] = [0.5, -1]
        variable.withUnsafeMutableBufferPointer { variable in
            gradient.withUnsafeBufferPointer {
                SGD().update(variable, gradient: $0, slots: [], step: OptimizerStep(iteration: 0, learningRate: 0.1))
            }
        }
        #expect(variable == [0.95, -1.9])
    }
}
