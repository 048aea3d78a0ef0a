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
    private let parts: [Part]

    /// Some elements of a variable, as many as stay in a core's cache with all that is kept for them.
    private struct Part {
        let variable: Int
        let range: Range<Int>

        static let mostElements = 1 << 15
    }

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
        parts = variables.enumerated().flatMap { index, variable in
            stride(from: 0, to: variable.count, by: Part.mostElements).map {
                Part(variable: index, range: $0..<min($0 + Part.mostElements, variable.count))
            }
        }
    }

    /// The sum of the squares of each gradient; no finite number where an element isn't one.
    func squares(of gradients: ArraySlice<Tensor>, threads: Int) -> [Double] {
        let memory = gradients.map { $0.withElements { $0 } }
        return sums(.zero, +, threads: threads) { part in
            withExtendedLifetime(gradients) { UnsafeBufferPointer(rebasing: memory[part.variable][part.range]).sumOfSquares }
        }
    }

    /// One step of all variables; where gradients are averaged over several batches, only what each of these goes on with.
    ///
    /// - Parameter squares: of the gradients.
    mutating func apply(_ gradients: ArraySlice<Tensor>, squares: [Double], to variables: [Variable], threads: Int) {
        guard let count = optimizer.settings.gradientAccumulationSteps, let place = optimizer.settings.accumulatorSlot else {
            return step(gradients, squares: squares, to: variables, threads: threads)
        }
        let isStep = (iteration + 1).isMultiple(of: count)
        let divisor: Float = isStep ? Float(count) : 1
        let sums = slots.map { $0[place] }
        let memory = zip(gradients, sums).map { pair in (gradient: pair.0.withElements { $0 }, sum: pair.1.withElements { $0 }) }
        withExtendedLifetime((gradients, sums)) {
            inParallel(threads: threads, parts: parts.count) { index in
                let (gradient, sum) = memory[parts[index].variable]
                for place in parts[index].range { sum[place] = (gradient[place] + sum[place]) / divisor }
            }
        }
        guard isStep else { return pass(variables, threads: threads) }
        let means = sums.map(\.value)
        step(means[...], squares: self.squares(of: means[...], threads: threads), to: variables, threads: threads)
        for sum in sums { sum.set(Tensor(shape: sum.shape) { $0.update(repeating: 0) }) }
    }

    /// What goes on with a batch whose gradient is only summed up.
    private mutating func pass(_ variables: [Variable], threads: Int) {
        if optimizer.settings.usesMovingAverage {
            let (optimizer, iteration, parts) = (optimizer, iteration, parts)
            let memory = zip(variables, slots).map { variable, slots in
                VariableMemory(
                    values: variable.withElements { $0 }, gradient: UnsafeBufferPointer(slots[0].withElements { $0 }),
                    slots: slots.map { $0.withElements { $0 } })
            }
            withExtendedLifetime((variables, slots)) {
                inParallel(threads: threads, parts: parts.count) { index in
                    optimizer.pass(memory[parts[index].variable].part(parts[index].range), iteration: iteration)
                }
            }
        }
        iteration += 1
    }

    private mutating func step(
        _ gradients: ArraySlice<Tensor>, squares: [Double], to variables: [Variable], threads: Int
    ) {
        let step = optimizer.step(iteration: iteration, scalars: &scalars)
        let all = squares.reduce(0, +)
        let (optimizer, clipping, parts) = (optimizer, optimizer.settings.clipping, parts)
        let memory = zip(zip(variables, gradients), slots).map { pair, slots in
            VariableMemory(
                values: pair.0.withElements { $0 }, gradient: pair.1.withElements { $0 },
                slots: slots.map { $0.withElements { $0 } })
        }
        func move<Result>(_ part: Part, by move: (VariableMemory) -> Result) -> Result {
            let squares = clipping.extent == .allVariables ? all : squares[part.variable]
            return memory[part.variable].part(part.range).clipped(by: clipping, squares: squares, move)
        }
        withExtendedLifetime((variables, gradients, slots)) {
            let measures =
                optimizer.measuresVariables
                ? sums(VariableMeasure.zero, +, threads: threads) { move($0) { optimizer.prepare($0, step: step) } } : nil
            inParallel(threads: threads, parts: parts.count) { index in
                let measure = measures?[parts[index].variable] ?? .zero
                move(parts[index]) { optimizer.apply($0, step: step, measure: measure) }
            }
        }
        iteration += 1
    }

    /// What `measure` finds in all parts of each variable, added in the order of the parts.
    private func sums<Sum>(
        _ zero: Sum, _ add: (Sum, Sum) -> Sum, threads: Int, _ measure: (Part) -> Sum
    ) -> [Sum] {
        var found = [Sum](repeating: zero, count: parts.count)
        found.withUnsafeMutableBufferPointer { found in
            inParallel(threads: threads, parts: parts.count) { found[$0] = measure(parts[$0]) }
        }
        var sums = [Sum](repeating: zero, count: slots.count)
        for (part, sum) in zip(parts, found) { sums[part.variable] = add(sums[part.variable], sum) }
        return sums
    }

    /// Makes variables their moving averages where the optimizer keeps them, as Keras does when `fit` ends.
    func finish(_ variables: [Variable]) {
        guard optimizer.settings.usesMovingAverage else { return }
        for (variable, slots) in zip(variables, slots) { variable.set(slots[0].value) }
    }
}

extension VariableMemory {
    /// Lends the same with a clipped copy of the gradient where there is something to clip.
    fileprivate func clipped<Result>(
        by clipping: GradientClipping, squares: Double, _ body: (VariableMemory) -> Result
    ) -> Result {
        guard clipping != .none else { return body(self) }
        return withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { copy in
            _ = copy.initialize(from: gradient)
            clipping.clip(copy, squares: squares)
            return body(VariableMemory(values: values, gradient: UnsafeBufferPointer(copy), slots: slots))
        }
    }
}
