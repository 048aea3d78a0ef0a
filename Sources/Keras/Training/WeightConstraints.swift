import NeuralNetwork
import Training

/// What the constraints of a model's layers make of weights after each step.
enum WeightConstraints {
    /// The constraint of a variable, as its layer's configuration says.
    ///
    /// - Throws: `KerasError.option` for one that isn't known.
    static func constraint(of variable: TrainedVariable, context: ReadingContext) throws -> (any Constraint)? {
        guard let (option, value) = WeightOptions.find("constraint", of: variable.name, in: variable.owner) else { return nil }
        let fault = KerasError.option(
            file: context.path, layer: variable.owner.name, className: variable.owner.className, option: option,
            expected: "MaxNorm, NonNeg, UnitNorm, MinMaxNorm or RadialConstraint", found: value.excerpt)
        if let name = value.text {
            guard let constraint = ConstraintCatalogue.constraint(named: name) else { throw fault }
            return constraint
        }
        guard let name = value[key: "class_name"]?.text, let config = value[key: "config"] else { throw fault }
        func number(_ key: String, _ absent: Float) -> Float { config[key: key]?.number.map { Float($0) } ?? absent }
        let axes = config[key: "axis"]?.elements?.compactMap(\.integer) ?? [config[key: "axis"]?.integer ?? 0]
        switch name {
        case "MaxNorm": return MaxNorm(number("max_value", 2), axes: axes)
        case "UnitNorm": return UnitNorm(axes: axes)
        case "MinMaxNorm":
            return MinMaxNorm(
                minimum: number("min_value", 0), maximum: number("max_value", 1), rate: number("rate", 1), axes: axes)
        default:
            guard let constraint = ConstraintCatalogue.constraint(named: name) else { throw fault }
            return constraint
        }
    }
}
