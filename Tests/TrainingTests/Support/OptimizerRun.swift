import Training

/// An optimizer, its variables and all that it keeps: what a training loop does with them, in the plainest way.
struct OptimizerRun {
    let optimizer: any Optimizer
    private(set) var variables: [[Float]]
    /// By variable, then by slot.
    private var slots: [[[Float]]]
    private var scalars: [Float]
    private(set) var iteration = 0

    init(_ optimizer: any Optimizer, variables: [[Float]]) {
        (self.optimizer, self.variables) = (optimizer, variables)
        slots = variables.map { variable in
            optimizer.slots.map { slot in
                switch slot.initialValue {
                case .number(let number): variable.map { _ in number }
                case .variable: variable
                }
            }
        }
        scalars = optimizer.scalars.map(\.initialValue)
    }

    /// - Parameter parts: in how many parts each variable is moved.
    mutating func step(_ gradients: [[Float]], parts: Int = 1) {
        var gradients = gradients
        let clipping = optimizer.settings.clipping
        let squares = gradients.map { $0.withUnsafeBufferPointer(\.sumOfSquares) }
        for index in gradients.indices {
            let known = clipping.extent == .variable ? squares[index] : squares.reduce(0, +)
            gradients[index].withUnsafeMutableBufferPointer { clipping.clip($0, squares: known) }
        }
        let optimizer = optimizer
        let step = optimizer.step(iteration: iteration, scalars: &scalars)
        for index in variables.indices {
            withMemory(of: index, gradients[index]) { memory in
                let bounds = (0...parts).map { memory.count * $0 / parts }
                let pieces = zip(bounds, bounds.dropFirst()).map { memory.part($0..<$1) }
                var measure = VariableMeasure.zero
                if optimizer.measuresVariables {
                    for piece in pieces { measure = measure + optimizer.prepare(piece, step: step) }
                }
                for piece in pieces { optimizer.apply(piece, step: step, measure: measure) }
            }
        }
        iteration += 1
    }

    /// Everything that Keras would save, behind each other.
    func saved(_ form: SavedOptimizerTensor.Form) -> [Float?] {
        optimizer.savedTensors(variableCount: variables.count, form: form).flatMap { tensor -> [Float?] in
            switch tensor {
            case .iteration: [Float(iteration)]
            case .learningRate: [optimizer.settings.learningRate.value(at: iteration)]
            case .slot(let slot, let variable): slots[variable][slot]
            case .scalar(let index): [scalars[index]]
            case .unused(let variable): variables[variable].map { _ in nil }
            }
        }
    }

    private mutating func withMemory(of index: Int, _ gradient: [Float], _ body: (VariableMemory) -> Void) {
        var (values, memory) = (variables[index], slots[index].flatMap(\.self))
        let (count, slotCount) = (gradient.count, slots[index].count)
        values.withUnsafeMutableBufferPointer { values in
            gradient.withUnsafeBufferPointer { gradient in
                memory.withUnsafeMutableBufferPointer { memory in
                    let parts = (0..<slotCount).map {
                        UnsafeMutableBufferPointer(rebasing: memory[$0 * count..<($0 + 1) * count])
                    }
                    body(VariableMemory(values: values, gradient: gradient, slots: parts))
                }
            }
        }
        variables[index] = values
        slots[index] = (0..<slotCount).map { Array(memory[$0 * count..<($0 + 1) * count]) }
    }
}
