/// A rule by which a gradient moves a variable. A value: all that changes while a model is trained lies in the slots, the scalars and
/// the number of steps, so that it can be saved and gone on with.
///
/// One step: clip the gradients as `settings.clipping` says, ask for the `step`, then `apply` it to every variable, in parts if that
/// is faster. Where `measuresVariables`, `prepare` all parts of a variable first and add up what they answer.
public protocol Optimizer: Sendable {
    /// The name that Keras gives the class: `Adam`.
    static var kerasName: String { get }

    /// What all optimizers of Keras can be told.
    var settings: OptimizerSettings { get set }

    /// What the rule keeps for each variable from step to step. Each group is saved variable by variable with all its slots, and one
    /// group after the other.
    var ruleSlots: [[OptimizerSlot]] { get }

    /// Numbers that the rule keeps for all variables together; Keras 3 saves them behind the slots, tf.keras doesn't.
    var scalars: [OptimizerScalar] { get }

    /// Brings the scalars to where they are in the step of `iteration`.
    func advance(_ scalars: inout [Float], iteration: Int)

    /// Whether a step depends on what only a whole variable tells.
    var measuresVariables: Bool { get }

    /// The first half of a step where `measuresVariables`: may change slots, not the variable.
    func measure(_ memory: VariableMemory, step: OptimizerStep) -> VariableMeasure

    /// The same as tf.keras up to 2.10 computes it, and `tf.keras.optimizers.legacy` since then.
    var legacy: Self { get }

    /// Moves a variable, or a part of one, by one step.
    ///
    /// - Parameters:
    ///   - memory: with the rule's slots alone.
    ///   - measure: of the whole variable; zero for rules that don't ask for it.
    func update(_ memory: VariableMemory, step: OptimizerStep, measure: VariableMeasure)
}

extension Optimizer {
    public var scalars: [OptimizerScalar] { [] }
    public func advance(_ scalars: inout [Float], iteration: Int) {}
    public var measuresVariables: Bool { false }
    public var legacy: Self { self }
    public func measure(_ memory: VariableMemory, step: OptimizerStep) -> VariableMeasure { .zero }
}

/// A tensor of the shape of its variable that an optimizer keeps.
public struct OptimizerSlot: Sendable, Hashable {
    /// As tf.keras 2.11 and later name it: `m`.
    public let name: String
    /// As Keras 3 names it: `momentum`.
    public let keras3Name: String
    /// What it is before the first step.
    public let initialValue: InitialValue

    public enum InitialValue: Sendable, Hashable {
        case number(Float)
        /// What its variable is then.
        case variable
    }

    public init(_ name: String, keras3Name: String? = nil, initialValue: InitialValue = .number(0)) {
        (self.name, self.keras3Name, self.initialValue) = (name, keras3Name ?? name, initialValue)
    }
}

/// A number that an optimizer keeps.
public struct OptimizerScalar: Sendable, Hashable {
    public let name: String
    /// What it is before the first step.
    public let initialValue: Float

    public init(_ name: String, initialValue: Float) { (self.name, self.initialValue) = (name, initialValue) }
}
