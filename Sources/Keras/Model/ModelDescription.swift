/// What a model is, known from its configuration alone: no weight is read for it.
public struct ModelDescription: Hashable, Sendable, Codable {
    public let name: String
    /// The version of Keras that wrote the file.
    public let kerasVersion: KerasVersion
    /// In the model's order.
    public let inputs: [ModelPort]
    public let outputs: [ModelPort]
    /// The table that Keras prints of a model.
    public let summary: ModelSummary
}

extension ModelDescription {
    init(_ network: Network, _ shapes: NetworkShapes, _ context: ReadingContext) throws {
        name = network.name
        kerasVersion = context.version
        inputs = network.inputs.map { ModelPort(name: network.layers[$0.layer].name, shape: shapes[$0] ?? []) }
        let names = Self.distinct(network.outputs.map { network.layers[$0.layer].name })
        outputs = try zip(network.outputs, names).map { reference, name in
            guard let shape = shapes[reference] else {
                throw KerasError.configuration(
                    file: context.path, place: "model \"\(network.name)\": output_layers",
                    expected: "a tensor that layer \"\(network.layers[reference.layer].name)\" gives",
                    found: "tensor \(reference.tensor)")
            }
            return ModelPort(name: name, shape: shape)
        }
        summary = ModelSummary(network, shapes)
    }

    /// The names with `_1`, `_2`, … behind the ones that came before, as Keras makes the names of outputs distinct.
    static func distinct(_ names: [String]) -> [String] {
        var taken: Set<String> = []
        var counts: [String: Int] = [:]
        return names.map { name in
            var proposal = name
            while !taken.insert(proposal).inserted {
                let count = counts[name, default: 1]
                proposal = "\(name)_\(count)"
                counts[name] = count + 1
            }
            return proposal
        }
    }
}
