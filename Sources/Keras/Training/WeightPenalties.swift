import NeuralNetwork
import Training

/// What the regularizers of a model's layers add to its loss.
enum WeightPenalties {
    /// The regularizer of a weight, as its layer's configuration says.
    ///
    /// - Throws: `KerasError.option` for one that isn't known.
    static func regularizer(
        of weight: String, in layer: NetworkLayer, context: ReadingContext
    ) throws -> (any Regularizer)? {
        guard let (option, value) = WeightOptions.find("regularizer", of: weight, in: layer) else { return nil }
        return try regularizer(value) {
            KerasError.option(
                file: context.path, layer: layer.name, className: layer.className, option: option,
                expected: "L1, L2, L1L2 or an orthogonal regularizer", found: value.excerpt)
        }
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
    /// What a layer costs where the graph ends in a loss, once it is lowered.
    ///
    /// - Throws: `ShapeMismatch` for an option of training that isn't known here.
    func addCost(of layer: NetworkLayer, _ values: [Graph.Value], to graph: inout Graph) throws {
        guard graph.endsInLoss, case .layer = layer.kind else { return }
        if graph.isTraining, let rate = Self.innerDropout(layer.entry) {
            throw ShapeMismatch(expected: "no dropout inside of the layer, to be trained", found: "\(rate)")
        }
        guard let regularizer = try WeightPenalties.activityRegularizer(of: layer, context: context) else { return }
        for value in values { try graph.penalize(value, by: regularizer) }
    }

    /// What a layer, or one inside of it, drops of its own steps or scores and doesn't know how to.
    private static func innerDropout(_ entry: JSON) -> Double? {
        if let className = entry[key: "class_name"]?.text, let type = LayerCatalogue.layer(named: className),
            type is any RecurrentLayer.Type || type is any ShareDroppingLayer.Type
        {
            return nil
        }
        if let elements = entry.elements { return elements.lazy.compactMap(innerDropout).first }
        return entry.object?.lazy.compactMap { name, value in
            guard ["dropout", "recurrent_dropout"].contains(name) else { return innerDropout(value) }
            return value.number.flatMap { $0 == 0 ? nil : $0 }
        }.first
    }
}
