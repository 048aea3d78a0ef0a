import NeuralNetwork

/// Reads a functional model: layers, the calls of each, and which tensors are the model's inputs and outputs.
struct FunctionalReader {
    let reader: NetworkReader

    func network(_ config: JSON, name: String?) throws -> Network {
        let ownName = config[key: "name"]?.text ?? name ?? "model"
        let place = "model \"\(ownName)\""
        guard let entries = config[key: "layers"]?.elements, let inputs = config[key: "input_layers"],
            let outputs = config[key: "output_layers"]
        else { throw reader.fault(place, expected: "layers, input_layers and output_layers", found: config.excerpt) }

        var inbound = try entries.map { entry in
            try located("\(place): layer \"\(entry[key: "name"]?.text ?? "")\"") { () throws(InboundCalls.Fault) in
                try InboundCalls(entry[key: "inbound_nodes"] ?? .array([]), ofOperation: reader.isOperation(entry))
            }
        }
        var layers = try zip(entries, inbound).map { try reader.layer($0, calls: $1.calls) }
        KnownOperations.inline(&layers, &inbound)
        var indices: [String: Int] = [:]
        for (index, layer) in layers.enumerated() {
            guard indices.updateValue(index, forKey: layer.name) == nil else {
                throw reader.fault(place, expected: "each layer's name once", found: "\"\(layer.name)\" again")
            }
        }
        let resolver = TensorResolver(
            layers: layers, indices: indices,
            callCounts: zip(layers, inbound).map { $0.isInput ? max($1.calls.count, 1) : $1.calls.count })
        for index in layers.indices {
            let site = "\(place): layer \"\(layers[index].name)\""
            for (place, call) in inbound[index].calls.enumerated() {
                func resolve(_ tensor: NamedTensor) throws -> TensorReference {
                    try located(site) { () throws(InboundCalls.Fault) in
                        try resolver.resolve(tensor, countsNetworksFromZero: inbound[index].countsNetworksFromZero)
                    }
                }
                var call = call
                do {
                    var (details, masks) = try located(site) { () throws(InboundCalls.Fault) in
                        guard case .layer(let kind) = layers[index].kind else { return (CallDetails(), try call.takeMasks()) }
                        return try call.takeKeywords(of: kind)
                    }
                    details.masks = try masks.map { try $0.map(resolve) }
                    // Keras 3 hands masks on by itself only to layers that are given one tensor.
                    if details.masks.isEmpty, !details.named.isEmpty, reader.context.version.major >= 3,
                        case .layer(let kind) = layers[index].kind,
                        kind is any RecurrentLayer || kind is any ConvLSTMLayer || kind is BidirectionalLayer
                    {
                        details.masks = [nil]
                    }
                    if !details.isEmpty { layers[index].details[place] = details }
                }
                try check(call, of: entries[index], site)
                layers[index].calls.append(try call.tensors.map(resolve))
            }
            if layers[index].calls.isEmpty, layers[index].isInput { layers[index].calls = [[]] }
        }
        let order: [CallReference]
        do throws(CallOrder.Cycle) {
            order = try CallOrder.order(layers)
        } catch {
            throw reader.fault(
                place, expected: "calls without a cycle",
                found: "layer \"\(layers[error.layer].name)\" waiting for its own result")
        }
        return Network(
            name: ownName, isSequential: false, isTrainable: config[key: "trainable"]?.flag ?? true, layers: layers,
            inputs: try self.inputs(inputs, "\(place): input_layers", resolver, layers),
            outputs: try ends(outputs, "\(place): output_layers", resolver, layers), order: order)
    }

    /// The model's inputs: each of its input layers once, for a tensor that comes from nowhere could not be computed.
    private func inputs(
        _ value: JSON, _ site: String, _ resolver: TensorResolver, _ layers: [NetworkLayer]
    ) throws -> [TensorReference] {
        let references = try ends(value, site, resolver, layers)
        var listed: Set<Int> = []
        for reference in references {
            let layer = layers[reference.layer]
            guard layer.isInput else {
                throw reader.fault(site, expected: "names of InputLayers", found: "\"\(layer.name)\" (\(layer.className))")
            }
            guard listed.insert(reference.layer).inserted else {
                throw reader.fault(site, expected: "each input once", found: "\"\(layer.name)\" again")
            }
        }
        if let unlisted = layers.indices.first(where: { layers[$0].isInput && !listed.contains($0) }) {
            throw reader.fault(site, expected: "every InputLayer", found: "no \"\(layers[unlisted].name)\"")
        }
        return references
    }

    private func ends(
        _ value: JSON, _ site: String, _ resolver: TensorResolver, _ layers: [NetworkLayer]
    ) throws -> [TensorReference] {
        let references = try located(site) { () throws(InboundCalls.Fault) in
            let names = try InboundCalls.ends(value)
            var references: [TensorReference] = []
            for name in names {
                // Here Keras 3 too counts a functional network's calls from 1, though not a Sequential's.
                let countsFromZero =
                    reader.context.version.major >= 3
                    && resolver.indices[name.layer].map { layers[$0].className == "Sequential" } ?? false
                references.append(try resolver.resolve(name, countsNetworksFromZero: countsFromZero))
            }
            return references
        }
        guard !references.isEmpty else { throw reader.fault(site, expected: "at least one", found: "none") }
        return references
    }

    /// Refuses what a call says beside its tensors, unless it changes no answer.
    private func check(_ call: InboundCalls.Call, of entry: JSON, _ site: String) throws {
        if let constant = call.constants.first(where: { !$0.isNull }) {
            throw reader.fault(site, expected: "tensors alone in a call", found: constant.excerpt)
        }
        for (name, value) in call.keywords {
            switch name {
            case "mask" where value.isNull: break
            case "training" where value.isNull || value.flag == false: break
            // Keras 3 tells every layer of a model that answers that it isn't trained, whatever its call says.
            case "training" where reader.context.version.major >= 3: break
            case "training" where value.flag == true && !TrainingDependence.changes(entry): break
            case "training":
                throw reader.fault(
                    site, expected: "a call with training=False, or without training", found: "training=\(value.excerpt)")
            default: throw reader.fault(site, expected: "a call without \(name)", found: "\(name)=\(value.excerpt)")
            }
        }
    }

    private func located<Result>(_ site: String, _ body: () throws(InboundCalls.Fault) -> Result) throws -> Result {
        do throws(InboundCalls.Fault) {
            return try body()
        } catch {
            throw reader.fault(site, expected: error.expected, found: error.found)
        }
    }
}

/// Finds the layer and the call that a name in the configuration means.
struct TensorResolver {
    let layers: [NetworkLayer]
    let indices: [String: Int]
    let callCounts: [Int]

    func resolve(_ name: NamedTensor, countsNetworksFromZero: Bool) throws(InboundCalls.Fault) -> TensorReference {
        guard let index = indices[name.layer] else {
            throw InboundCalls.Fault(expected: "the name of a layer", found: "\"\(name.layer)\"")
        }
        var call = name.node
        // A wrapping difference: the number may be any that a file can hold.
        if case .network = layers[index].kind, !countsNetworksFromZero { call &-= 1 }
        guard (0..<callCounts[index]).contains(call), name.tensor >= 0 else {
            throw InboundCalls.Fault(
                expected: "one of the \(callCounts[index]) call(s) of layer \"\(name.layer)\"",
                found: "node \(name.node), tensor \(name.tensor)")
        }
        return TensorReference(layer: index, call: call, tensor: name.tensor)
    }
}
