import NeuralNetwork

/// The layers of a model that there is already, as those of a model that is being built: their calls, and the tensors between.
struct ModelTensors: Sendable {
    let inputs: [KerasTensor]
    let outputs: [KerasTensor]
    /// In the order of the model's layers.
    let layers: [LayerDefinition]

    /// - Parameter weights: those that the layers have in models that are built of them.
    init(of blueprint: Blueprint, weights: [LayerTree<[Tensor]>]) {
        let network = blueprint.network
        let layers = network.layers.indices.map { index in
            let layer = network.layers[index]
            guard layer.isInput else { return LayerDefinition(reading: layer, of: blueprint, weights: weights[index]) }
            let type = layer.entry[key: "config"]?[key: "dtype"]?.text
            return LayerDefinition(
                input: blueprint.shapes.results[index].first?.first ?? [], name: layer.name, type: type ?? "float32")
        }
        func tensor(_ reference: TensorReference) -> KerasTensor {
            KerasTensor(
                layers[reference.layer], call: reference.call, index: reference.tensor, shape: blueprint.shapes[reference])
        }
        let places = Dictionary(network.layers.enumerated().map { ($1.name, $0) }) { first, _ in first }
        /// A tensor by the name that a call in the configuration has for it.
        func named(_ name: NamedTensor, countsNetworksFromZero: Bool) -> KerasTensor? {
            guard let index = places[name.layer] else { return nil }
            let call = countsNetworksFromZero ? name.node : name.node - layers[index].firstNode
            guard blueprint.shapes.results[index].indices.contains(call) else { return nil }
            return tensor(TensorReference(layer: index, call: call, tensor: name.tensor))
        }
        for (index, layer) in network.layers.enumerated() {
            let nodes = layer.entry[key: "inbound_nodes"]?.elements ?? []
            for call in layer.calls.indices {
                let node = call < nodes.count && !layer.isInput ? SavedNode(nodes[call], tensor: named) : nil
                layers[index].adopt(
                    call: LayerCall(
                        inputs: node?.tensors ?? layer.calls[call].map(tensor), keywords: [], saved: node,
                        outputs: blueprint.shapes.results[index][call]))
            }
        }
        (self.layers, inputs, outputs) = (layers, network.inputs.map(tensor), network.outputs.map(tensor))
    }
}

extension Model {
    /// The only tensor that the model is given, to build other models from: `try Model(base.input, base.getLayer("conv").output)`.
    ///
    /// - Throws: `KerasError.configuration` for a model of several inputs; see ``inputTensors``.
    public var input: KerasTensor {
        get throws { try only(inputTensors, "inputs") }
    }

    /// The only tensor that the model gives.
    ///
    /// - Throws: `KerasError.configuration` for a model of several outputs; see ``outputTensors``.
    public var output: KerasTensor {
        get throws { try only(outputTensors, "outputs") }
    }

    /// The tensors that the model is given. What is built from them has the model's layers, and begins with their weights.
    public var inputTensors: [KerasTensor] { tensors.inputs }

    /// The tensors that the model gives.
    public var outputTensors: [KerasTensor] { tensors.outputs }

    private func only(_ tensors: [KerasTensor], _ place: String) throws(KerasError) -> KerasTensor {
        guard tensors.count == 1 else {
            throw .configuration(file: "model \"\(name)\"", place: place, expected: "one", found: "\(tensors.count)")
        }
        return tensors[0]
    }
}

extension ModelLayer {
    /// What the layer is given in its only call, to build other models from.
    ///
    /// - Throws: `KerasError.configuration` for a layer of several inputs or calls; see ``inputs(ofCall:)``.
    public var input: KerasTensor {
        get throws { try only(calls { $0.inputs }, "input") }
    }

    /// What the layer gives in its only call, to build other models from.
    ///
    /// - Throws: `KerasError.configuration` for a layer of several outputs or calls; see ``outputs(ofCall:)``.
    public var output: KerasTensor {
        get throws { try only(definition.calls.indices.map { outputs(ofCall: $0) }, "output") }
    }

    /// What a call of the layer, counted from 0 as Keras' `get_input_at`, is given.
    public func inputs(ofCall call: Int) -> [KerasTensor] { definition.calls[call].inputs }

    /// What a call of the layer, counted from 0 as Keras' `get_output_at`, gives.
    public func outputs(ofCall call: Int) -> [KerasTensor] {
        let shapes = definition.calls[call].outputs ?? []
        return shapes.indices.map { KerasTensor(definition, call: call, index: $0, shape: shapes[$0]) }
    }

    private func calls(_ tensors: (LayerCall) -> [KerasTensor]) -> [[KerasTensor]] { definition.calls.map(tensors) }

    private func only(_ calls: [[KerasTensor]], _ place: String) throws(KerasError) -> KerasTensor {
        guard calls.count == 1, calls[0].count == 1 else {
            throw .configuration(
                file: "layer \"\(name)\"", place: place, expected: "one call of one tensor",
                found: "\(calls.count) call(s) of \(calls.map { "\($0.count)" }.joined(separator: ", ")) tensor(s)")
        }
        return calls[0][0]
    }
}
