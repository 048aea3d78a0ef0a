import NeuralNetwork
import Training

/// What the regularizers of a model's layers add to its loss.
enum WeightPenalties {
    /// The regularizer of a variable, as its layer's configuration says.
    ///
    /// - Throws: `KerasError.option` for one that isn't known.
    static func regularizer(of variable: TrainedVariable, context: ReadingContext) throws -> (any Regularizer)? {
        let option = option(of: variable.slot.specification.name, "regularizer")
        guard let value = variable.owner.entry[key: "config"]?[key: option], !value.isNull else { return nil }
        return try regularizer(value) {
            KerasError.option(
                file: context.path, layer: variable.owner.name, className: variable.owner.className, option: option,
                expected: "L1, L2, L1L2 or an orthogonal regularizer", found: value.excerpt)
        }
    }

    /// The option of a layer that concerns one of its weights: `kernel_regularizer`, `depthwise_constraint`.
    static func option(of weight: String, _ kind: String) -> String {
        let stems = ["depthwise_kernel": "depthwise", "pointwise_kernel": "pointwise", "recurrent_kernel": "recurrent"]
        return "\(stems[weight] ?? weight)_\(kind)"
    }

    /// The regularizer of what a layer computes.
    static func activityRegularizer(of layer: NetworkLayer, context: ReadingContext) throws -> (any Regularizer)? {
        guard let value = layer.entry[key: "config"]?[key: "activity_regularizer"], !value.isNull else { return nil }
        return try regularizer(value) {
            KerasError.option(
                file: context.path, layer: layer.name, className: layer.className, option: "activity_regularizer",
                expected: "L1, L2 or L1L2", found: value.excerpt)
        }
    }

    private static func regularizer(_ value: JSON, _ fault: () -> KerasError) throws -> any Regularizer {
        if let name = value.text, let regularizer = RegularizerCatalogue.regularizer(named: name) { return regularizer }
        guard let name = value[key: "class_name"]?.text, let config = value[key: "config"] else { throw fault() }
        func number(_ key: String) -> Float { Float(config[key: key]?.number ?? 0) }
        switch name {
        case "L1", "l1": return L1(number("l1"))
        case "L2", "l2": return L2(number("l2"))
        case "L1L2", "l1_l2": return L1L2(l1: number("l1"), l2: number("l2"))
        default:
            guard let regularizer = RegularizerCatalogue.regularizer(named: name) else { throw fault() }
            return regularizer
        }
    }
}

extension Graph {
    /// Adds the cost of what a layer computed to the loss, as a mean over the items of the batch.
    mutating func penalize(_ x: Value, by regularizer: any Regularizer) throws {
        guard let batch = shape(of: x).first ?? nil else { return }
        penalize(try scale(regularizer.penalty(of: x, in: &self), by: 1 / Float(batch)))
    }
}

extension NetworkLowering {
    /// What a layer costs while a model is trained, once it is lowered.
    ///
    /// - Throws: `ShapeMismatch` for an option of training that isn't known here.
    func addTraining(_ layer: NetworkLayer, _ values: [Graph.Value], to graph: inout Graph) throws {
        guard graph.isTraining else { return }
        for option in ["dropout", "recurrent_dropout"] {
            guard let rate = layer.entry[key: "config"]?[key: option]?.number, rate != 0 else { continue }
            throw ShapeMismatch(expected: "\(option) 0, to be trained", found: "\(rate)")
        }
        guard let regularizer = try WeightPenalties.activityRegularizer(of: layer, context: context) else { return }
        for value in values { try graph.penalize(value, by: regularizer) }
    }
}
