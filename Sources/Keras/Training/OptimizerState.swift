import NeuralNetwork
import Training

/// An optimizer with all that it keeps from step to step.
struct OptimizerState {
    var optimizer: any Optimizer
    /// How many steps were taken.
    var iteration = 0
    var scalars: [Float]
    /// For each trained variable its slots, in the optimizer's order.
    let slots: [[Variable]]

    init(_ optimizer: any Optimizer, _ variables: [Variable]) {
        self.optimizer = optimizer
        scalars = optimizer.scalars.map(\.initialValue)
        slots = variables.map { variable in
            optimizer.slots.map { slot in
                let initial: Tensor
                switch slot.initialValue {
                case .variable: initial = variable.value
                case .number(let number):
                    initial = Tensor(shape: variable.shape) { $0.update(repeating: number) }
                }
                return Variable(name: "\(variable.name)/\(slot.name)", initial)
            }
        }
    }

    /// One step of all variables.
    mutating func apply(_ gradients: ArraySlice<Tensor>, to variables: [Variable]) {
        let step = optimizer.step(iteration: iteration, scalars: &scalars)
        let clipping = optimizer.settings.clipping
        let all = clipping.extent == .allVariables ? gradients.reduce(0) { $0 + $1.withElements(\.sumOfSquares) } : 0
        for (index, gradient) in gradients.enumerated() {
            var gradient = gradient
            switch clipping.extent {
            case .allVariables: gradient.withMutableElements { clipping.clip($0, squares: all) }
            case .variable:
                let squares = gradient.withElements(\.sumOfSquares)
                gradient.withMutableElements { clipping.clip($0, squares: squares) }
            case .nothing where clipping != .none: gradient.withMutableElements { clipping.clip($0) }
            case .nothing: break
            }
            gradient.withElements { move(variables[index], $0, slots[index], step) }
        }
        iteration += 1
    }

    /// Makes variables their moving averages where the optimizer keeps them, as Keras does when `fit` ends.
    func finish(_ variables: [Variable]) {
        guard optimizer.settings.usesMovingAverage else { return }
        for (variable, slots) in zip(variables, slots) { variable.set(slots[0].value) }
    }

    private func move(_ variable: Variable, _ gradient: UnsafeBufferPointer<Float>, _ slots: [Variable], _ step: OptimizerStep) {
        variable.withElements { values in
            withExtendedLifetime(slots) {
                let memory = VariableMemory(values: values, gradient: gradient, slots: slots.map { $0.withElements { $0 } })
                let measure = optimizer.measuresVariables ? optimizer.prepare(memory, step: step) : .zero
                optimizer.apply(memory, step: step, measure: measure)
            }
        }
    }
}
