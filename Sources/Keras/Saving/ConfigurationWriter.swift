import OrderedCollections

/// Writes a network as a configuration that Keras 2 and Keras 3 both read.
///
/// The form is that of Keras 2. Where the generations count the calls of a nested model differently (Keras 2 from 1, Keras 3 from
/// 0), each such call is written twice and its second number used: counted either way it is the same call, and both generations
/// leave out the calls that no output needs.
struct ConfigurationWriter {
    let form: LayerForm

    /// `{"class_name": …, "config": …}`.
    func model(_ network: Network, shapes: NetworkShapes) -> JSON {
        let inputs = network.inputs.map { shapes[$0] ?? [] }
        return form.object(
            className: network.isSequential ? "Sequential" : "Model", module: "keras", config: config(network, inputs: inputs))
    }

    private func config(_ network: Network, inputs: [[Int?]]) -> JSON {
        network.isSequential ? sequential(network, inputs: inputs) : functional(network, inputs: inputs)
    }

    private func sequential(_ network: Network, inputs: [[Int?]]) -> JSON {
        // A nested one that was never given a shape has no input of its own.
        let entries = network.layers.map { entry($0, in: network, inputs: inputs) }.filter { !$0.isNull }
        return .object(["name": .string(network.name), "layers": .array(entries)])
    }

    private func functional(_ network: Network, inputs: [[Int?]]) -> JSON {
        let calls = ReachableCalls(of: network)
        let layers = network.layers.indices.map { index -> JSON in
            let layer = network.layers[index]
            guard var members = entry(layer, in: network, inputs: inputs).object else { return .null }
            members["name"] = .string(layer.name)
            members["inbound_nodes"] = .array(inboundNodes(layer, calls.kept[index], network, calls))
            return .object(members)
        }
        func ends(_ references: [TensorReference]) -> JSON { .array(references.map { .array(triple($0, network, calls)) }) }
        return .object([
            "name": .string(network.name), "trainable": .bool(network.isTrainable), "layers": .array(layers),
            "input_layers": ends(network.inputs), "output_layers": ends(network.outputs),
        ])
    }

    private func entry(_ layer: NetworkLayer, in network: Network, inputs: [[Int?]]) -> JSON {
        switch layer.kind {
        case .network(let nested):
            return form.object(
                className: nested.isSequential ? "Sequential" : "Model", module: "keras",
                config: config(nested, inputs: nested.declaredInputs))
        case .layer where layer.operation != nil: return OperationModules.entry(of: layer)
        case .layer(let kind):
            if let input = kind as? InputLayer {
                let place = network.inputs.firstIndex { network.layers[$0.layer].name == layer.name }
                let shape = input.shape ?? place.flatMap { $0 < inputs.count ? inputs[$0] : nil } ?? []
                return shape.isEmpty ? .null : form.input(layer, shape: shape)
            }
            return form.layer(layer)
        }
    }

    private func inboundNodes(_ layer: NetworkLayer, _ kept: [Int], _ network: Network, _ calls: ReachableCalls) -> [JSON] {
        guard !layer.isInput else { return [] }
        if let operation = layer.operation, let nodes = layer.entry[key: "inbound_nodes"]?.elements {
            let tensors = zip(operation.call.tensors, layer.calls.first ?? []).map { ($0, triple($1, network, calls)) }
            let names = Dictionary(tensors) { first, _ in first }
            return nodes.map { Self.renaming($0, names) }
        }
        let nodes = kept.map { call in
            let (unnamed, keywords) = arguments(of: call, layer, network, calls)
            return JSON.array(unnamed.map { .array(triple($0, network, calls) + [keywords]) })
        }
        if case .network = layer.kind { return nodes.flatMap { [$0, $0] } }
        return nodes
    }

    /// The tensors that a call gives without a name, and all that it gives with one.
    private func arguments(
        of call: Int, _ layer: NetworkLayer, _ network: Network, _ calls: ReachableCalls
    ) -> (unnamed: ArraySlice<TensorReference>, keywords: JSON) {
        var rest = layer.calls[call][...]
        guard let details = layer.details[call] else { return (rest, .object([:])) }
        func place(_ reference: TensorReference?) -> JSON {
            reference.map { .array(triple($0, network, calls)) } ?? .null
        }
        var keywords: OrderedDictionary<String, JSON> = [:]
        for (name, count) in details.named.reversed() {
            let own = rest.suffix(count)
            rest = rest.dropLast(count)
            keywords[name] = count == 1 ? place(own.first) : .array(own.map(place))
        }
        for flag in details.flags { keywords[flag] = .bool(true) }
        if !details.masks.isEmpty {
            keywords["mask"] = details.masks.count == 1 ? place(details.masks[0]) : .array(details.masks.map(place))
        }
        return (rest, .object(keywords))
    }

    /// `[layer, node, tensor]`.
    private func triple(_ reference: TensorReference, _ network: Network, _ calls: ReachableCalls) -> [JSON] {
        let layer = network.layers[reference.layer]
        var number = calls.number(of: reference)
        if case .network = layer.kind { number = 2 * number + 1 }
        return [.string(layer.name), .integer(number), .integer(reference.tensor)]
    }

    /// A call of an operation with its tensors renamed.
    private static func renaming(_ value: JSON, _ names: [NamedTensor: [JSON]]) -> JSON {
        switch value {
        case .object(var members) where members["class_name"]?.text == "__keras_tensor__":
            guard var config = members["config"]?.object, let history = config["keras_history"],
                let tensor = try? InboundCalls.tensor(history), let name = names[tensor]
            else { return value }
            config["keras_history"] = .array(name)
            members["config"] = .object(config)
            return .object(members)
        case .object(let members):
            return .object(OrderedDictionary(uniqueKeysWithValues: members.map { ($0.key, renaming($0.value, names)) }))
        case .array(let elements):
            if let tensor = try? InboundCalls.tensor(value), let name = names[tensor] {
                return .array(name + elements.dropFirst(3).map { renaming($0, names) })
            }
            return .array(elements.map { renaming($0, names) })
        default: return value
        }
    }
}

extension Network {
    /// The shapes that the input layers tell; none where a nested Sequential takes what its call brings.
    fileprivate var declaredInputs: [[Int?]] {
        inputs.map { reference in
            if case .layer(let layer) = layers[reference.layer].kind { (layer as? InputLayer)?.shape ?? [] } else { [] }
        }
    }
}
