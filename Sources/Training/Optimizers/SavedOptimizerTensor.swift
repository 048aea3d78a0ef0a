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
        /// tf.keras 2.0 to 2.10, and since then `tf.keras.optimizers.legacy`.
        case legacy
        /// tf.keras 2.11 and later.
        case keras2
        case keras3
    }
}

extension Optimizer {
    /// The order in which Keras saves everything of an optimizer of `variableCount` variables. A learning rate that follows a schedule
    /// isn't saved.
    public func savedTensors(variableCount: Int, form: SavedOptimizerTensor.Form) -> [SavedOptimizerTensor] {
        let variables = 0..<variableCount
        var groups = settings.slots.map { [$0] } + ruleSlots
        if form == .legacy, !(self is Ftrl) { groups = groups.flatMap { group in group.map { [$0] } } }
        var first = 0
        var slots: [SavedOptimizerTensor] = []
        for group in groups {
            for variable in variables {
                slots += group.indices.map { .slot(first + $0, variable: variable) }
            }
            first += group.count
        }
        let numbers = scalars.indices.map { SavedOptimizerTensor.scalar($0) }
        switch form {
        case .legacy: return [.iteration] + numbers + slots
        case .keras2:
            let keepsNothing = (self as? SGD)?.momentum == 0
            return [.iteration] + slots + (keepsNothing ? variables.map { .unused(variable: $0) } : [])
        case .keras3:
            if case .schedule = settings.learningRate { return [.iteration] + slots + numbers }
            return [.iteration, .learningRate] + slots + numbers
        }
    }
}
