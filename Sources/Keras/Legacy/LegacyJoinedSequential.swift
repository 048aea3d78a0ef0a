import OrderedCollections

/// A Sequential that begins with several inputs, as Keras 1 had them: a Merge of branches at its head, or a model that itself
/// has several inputs. Keras 2 calls such a thing a Model.
///
/// The layers of a Merge's branches stand beside the others in the Model, not in models of their own, for so Keras 1 wrote their
/// weights (`Sequential.flattened_layers`); their names are distinct, being those of groups in the file.
struct LegacyJoinedSequential {
    let configuration: LegacyConfiguration

    private var layers: [JSON] = []
    private var inputs: [JSON] = []
    private var names: Set<String> = []

    init(configuration: LegacyConfiguration) { self.configuration = configuration }

    /// The config of the Model for the branches of a Merge and the layers behind it, all in the form of Keras 2.
    static func model(
        joining branches: [JSON], by merge: JSON, then rest: some Sequence<JSON>, name: String?,
        configuration: LegacyConfiguration
    ) throws -> JSON {
        guard branches.count >= 2 else {
            throw configuration.fault(expected: "at least two branches in a Merge", found: .array(branches))
        }
        var builder = LegacyJoinedSequential(configuration: configuration)
        let ends = try branches.map { try builder.addBranch($0) }
        let last = try rest.reduce(builder.add(merge, to: ends)) { try builder.add($1, to: [$0]) }
        return builder.model(endingIn: last, name: name)
    }

    /// The config of the Model for a model of several inputs and the layers behind it, all in the form of Keras 2.
    static func model(
        beginningWith network: JSON, then rest: some Sequence<JSON>, name: String?, configuration: LegacyConfiguration
    ) throws -> JSON {
        var builder = LegacyJoinedSequential(configuration: configuration)
        let last = try rest.reduce(builder.addNested(network)) { try builder.add($1, to: [$0]) }
        return builder.model(endingIn: last, name: name)
    }

    private func model(endingIn last: JSON, name: String?) -> JSON {
        [
            "name": .string(name ?? "sequential"), "layers": .array(layers), "input_layers": .array(inputs),
            "output_layers": [last],
        ]
    }

    /// Adds a layer that takes the tensors `sources`, and gives the tensor that it makes.
    private mutating func add(_ entry: JSON, to sources: [JSON]) throws -> JSON {
        guard case .object(var members) = entry else {
            throw configuration.fault(expected: "a layer with class_name and config", found: entry)
        }
        let isNetwork = NetworkReader.isNetwork(entry)
        let given = members["name"]?.text ?? members["config"]?[key: "name"]?.text
        let name = given ?? distinct(isNetwork ? "sequential" : "layer")
        members["name"] = .string(name)
        members["inbound_nodes"] = .array([.array(sources)])
        take(name, .object(members))
        // Of a nested model call 0 is its own making.
        return [.string(name), .integer(isNetwork ? 1 : 0), 0]
    }

    /// Adds the layers of a branch, and gives the tensor that it ends in. A branch that stands there twice is added once.
    private mutating func addBranch(_ branch: JSON) throws -> JSON {
        let config = branch[key: "config"]
        switch branch[key: "class_name"]?.text {
        case "Sequential": return try addChain(config?.elements ?? config?[key: "layers"]?.elements ?? [])
        case .some where NetworkReader.isNetwork(branch):
            guard let entries = config?[key: "layers"]?.elements, let starts = config?[key: "input_layers"]?.elements,
                let end = config?[key: "output_layers"]?.elements?.first
            else { throw configuration.fault(expected: "layers, input_layers and output_layers in a branch", found: branch) }
            for entry in entries { take(entry[key: "name"]?.text ?? "", entry) }
            for start in starts { addInput(start) }
            return end
        case .some: return try addChain([branch])
        case nil: throw configuration.fault(expected: "a branch with class_name and config", found: branch)
        }
    }

    private mutating func addChain(_ entries: [JSON]) throws -> JSON {
        guard let first = entries.first else {
            throw configuration.fault(expected: "at least one layer in a branch", found: .array(entries))
        }
        let name = first[key: "config"]?[key: "name"]?.text ?? distinct("branch")
        if first[key: "class_name"] == "InputLayer" {
            take(name, Self.input(name, first[key: "config"] ?? .null))
            return try entries.dropFirst().reduce(addInput([.string(name), 0, 0])) { try add($1, to: [$0]) }
        }
        guard let shape = Self.inputShape(first) else {
            throw configuration.fault(expected: "batch_input_shape in the first layer of a branch", found: first)
        }
        return try entries.reduce(addInput(named: name + "_input", shape)) { try add($1, to: [$0]) }
    }

    /// Adds a model of several inputs, with an input for each of them.
    private mutating func addNested(_ network: JSON) throws -> JSON {
        let config = network[key: "config"]
        let entries = config?[key: "layers"]?.elements ?? []
        let sources = try (config?[key: "input_layers"]?.elements ?? []).map { start in
            let entry = entries.first { $0[key: "name"] == start.elements?.first }
            guard let entry, let name = entry[key: "name"]?.text, let shape = Self.inputShape(entry) else {
                throw configuration.fault(expected: "an InputLayer for each of input_layers", found: start)
            }
            return addInput(named: name + "_outer", shape)
        }
        return try add(network, to: sources)
    }

    private mutating func addInput(named name: String, _ shape: JSON) -> JSON {
        take(name, Self.input(name, ["name": .string(name), "batch_input_shape": shape]))
        return addInput([.string(name), 0, 0])
    }

    @discardableResult private mutating func addInput(_ input: JSON) -> JSON {
        if !inputs.contains(input) { inputs.append(input) }
        return input
    }

    private static func input(_ name: String, _ config: JSON) -> JSON {
        ["class_name": "InputLayer", "name": .string(name), "config": config, "inbound_nodes": []]
    }

    private mutating func take(_ name: String, _ entry: JSON) {
        if names.insert(name).inserted { layers.append(entry) }
    }

    private func distinct(_ name: String) -> String {
        var number = 1
        while names.contains("\(name)_\(number)") { number += 1 }
        return "\(name)_\(number)"
    }

    /// What the first layer says of the input, also the first layer of a Sequential in its place.
    private static func inputShape(_ entry: JSON) -> JSON? {
        let config = entry[key: "config"]
        if let shape = config?[key: "batch_input_shape"], !shape.isNull { return shape }
        return (config?.elements ?? config?[key: "layers"]?.elements)?.first.flatMap(inputShape)
    }
}
