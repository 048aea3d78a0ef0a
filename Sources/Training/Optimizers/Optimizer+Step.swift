extension Optimizer {
    /// Everything that is kept for each variable, in the order in which `apply` asks for it.
    public var slots: [OptimizerSlot] { settings.slots + ruleSlots.flatMap(\.self) }

    /// The step with the batch after `iteration` others, with which the rule takes a step.
    ///
    /// - Parameter scalars: what was kept of the optimizer's `scalars` since the last step; changed in place.
    public func step(iteration: Int, scalars: inout [Float]) -> OptimizerStep {
        advance(&scalars, iteration: settings.steps(after: iteration))
        return OptimizerStep(
            iteration: settings.steps(after: iteration), learningRate: settings.learningRate.value(at: iteration),
            scalars: scalars)
    }

    /// What goes on with a batch whose gradient is only summed up: the moving average.
    public func pass(_ memory: VariableMemory, iteration: Int) {
        guard settings.usesMovingAverage else { return }
        let step = OptimizerStep(iteration: settings.steps(after: iteration), learningRate: 0)
        settings.average(memory.slots[0], memory.values, step: step)
    }

    /// What the scalars are after `iteration` batches, for a file that doesn't tell.
    public func scalars(after iteration: Int) -> [Float] {
        var numbers = scalars.map(\.initialValue)
        if !numbers.isEmpty { for step in 0..<settings.steps(after: iteration) { advance(&numbers, iteration: step) } }
        return numbers
    }

    /// The first half of a step of a variable, or of a part of one, where `measuresVariables`.
    public func prepare(_ memory: VariableMemory, step: OptimizerStep, isDecayed: Bool = true) -> VariableMeasure {
        if isDecayed { settings.decay(memory.values, step: step) }
        return measure(memory.droppingSlots(settings.slots.count), step: step)
    }

    /// One step of a variable, or of a part of one: weight decay, the rule, the moving average.
    ///
    /// - Parameters:
    ///   - memory: with `slots`.
    ///   - measure: where `measuresVariables`, the sum of what `prepare` answered for all parts of the variable.
    ///   - isDecayed: false for a variable that is excluded from weight decay.
    public func apply(
        _ memory: VariableMemory, step: OptimizerStep, measure: VariableMeasure = .zero, isDecayed: Bool = true
    ) {
        let decays = isDecayed && !measuresVariables && settings.weightDecay != nil
        guard decays || settings.usesMovingAverage else {
            return update(memory.droppingSlots(settings.slots.count), step: step, measure: measure)
        }
        // In blocks that stay in the first cache for all three.
        for start in stride(from: 0, to: memory.count, by: 2048) {
            let part = memory.part(start..<min(start + 2048, memory.count))
            if decays { settings.decay(part.values, step: step) }
            update(part.droppingSlots(settings.slots.count), step: step, measure: measure)
            if settings.usesMovingAverage { settings.average(part.slots[0], part.values, step: step) }
        }
    }
}
