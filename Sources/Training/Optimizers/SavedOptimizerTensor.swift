/// What stands at one place of a file's list of optimizer weights.
public enum SavedOptimizerTensor: Sendable, Hashable {
    /// The number of steps taken.
    case iteration
    case learningRate
    /// One of the optimizer's `slots`, of one of the variables.
    case slot(Int, variable: Int)
    /// One of the optimizer's `scalars`.
    case scalar(Int)
    /// A tensor of a variable's shape that nothing depends on.
    case unused(variable: Int)

    /// Whose order a list has.
    public enum Form: Sendable, Hashable, CaseIterable {
        /// Keras 2.0 to 2.2 beside TensorFlow. `RMSprop`, `Adagrad` and `Adadelta` don't tell the number of steps: a list that begins
        /// with a scalar nevertheless has it before all else. From 2.1.3 on, `Adam` without AMSGrad ends with a tensor of one element
        /// for each variable, which nothing depends on.
        case standalone
        /// tf.keras 2.0 to 2.10, and since then `tf.keras.optimizers.legacy`.
        case legacy
        /// tf.keras 2.11 and later.
        case keras2
        case keras3
    }
}

extension Optimizer {
    /// The order in which Keras saves everything of an optimizer of `variableCount` variables. A learning rate that follows a schedule
    /// isn't saved, nor are sums of gradients by other generations than Keras 3.
    public func savedTensors(variableCount: Int, form: SavedOptimizerTensor.Form) -> [SavedOptimizerTensor] {
        let variables = 0..<variableCount
        var groups = settings.slots.map { [$0] } + ruleSlots
        if form == .standalone || form == .legacy && !(self is Ftrl) { groups = groups.flatMap { group in group.map { [$0] } } }
        var first = 0
        var slots: [SavedOptimizerTensor] = []
        for group in groups {
            if form == .keras3 || first != settings.accumulatorSlot {
                for variable in variables {
                    slots += group.indices.map { .slot(first + $0, variable: variable) }
                }
            }
            first += group.count
        }
        let numbers = scalars.indices.map { SavedOptimizerTensor.scalar($0) }
        // Without momentum there is nothing in the slots of some generations that a step depends on.
        let unused: [SavedOptimizerTensor] = (self as? SGD)?.momentum == 0 ? variables.map { .unused(variable: $0) } : []
        switch form {
        case .standalone:
            let counts = !(self is RMSprop || self is Adagrad || self is Adadelta)
            return (counts ? [.iteration] : []) + slots + unused
        case .legacy: return [.iteration] + numbers + slots
        case .keras2: return [.iteration] + slots + unused
        case .keras3:
            if case .schedule = settings.learningRate { return [.iteration] + slots + numbers }
            return [.iteration, .learningRate] + slots + numbers
        }
    }
}
