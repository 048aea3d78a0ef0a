public import NeuralNetwork

/// What a variable is made to be after each step of an optimizer.
public protocol Constraint: Sendable {
    /// The name that Keras gives the class: `MaxNorm`.
    static var kerasName: String { get }

    /// - Throws: `GraphError` for a shape that the constraint isn't for.
    func apply(to variable: inout Tensor) throws(GraphError)
}

/// The constraints by all names that Keras has for them.
public enum ConstraintCatalogue {
    /// Each with its names, that of the class first, and as its name alone means it.
    public static let entries: [(names: [String], constraint: any Constraint)] = [
        (["MaxNorm", "max_norm", "maxnorm"], MaxNorm()),
        (["NonNeg", "non_neg", "nonneg"], NonNeg()),
        (["UnitNorm", "unit_norm", "unitnorm"], UnitNorm()),
        (["MinMaxNorm", "min_max_norm"], MinMaxNorm()),
        (["RadialConstraint", "radial_constraint"], RadialConstraint()),
    ]

    /// nil where Keras has none of the name.
    public static func constraint(named name: String) -> (any Constraint)? {
        entries.first { $0.names.contains(name) }?.constraint
    }
}
