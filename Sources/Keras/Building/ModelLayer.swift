public import NeuralNetwork
import OrderedCollections

/// A layer in its place in a model: what `model.get_layer(name)` of Keras tells.
public struct ModelLayer: Sendable {
    public struct Weight: Sendable {
        /// `kernel`, `bias`, …
        public let name: String
        public let isTrainable: Bool
        public let value: Tensor
    }

    public let name: String
    /// `Conv2D`, `Functional`, …
    public let className: String
    public let isTrainable: Bool
    /// What the first call gives.
    public let outputShapes: [Shape]
    /// The layer as other models are built of it.
    let definition: LayerDefinition
    /// In Keras' order; of a nested model those of all its layers, first all that are trained.
    public let weights: [Weight]

    public var parameterCount: Int { weights.reduce(0) { $0 + $1.value.count } }
}

extension Model {
    /// The layers in the order of the configuration.
    public var layers: [ModelLayer] { blueprint.network.layers.indices.map(layer) }

    /// The layer of a name, as Keras' `get_layer`.
    ///
    /// - Throws: `KerasError.configuration` for a name that no layer has.
    public func getLayer(_ name: String) throws -> ModelLayer { layer(try index(of: name)) }

    /// The weights of a layer in Keras' order, as its `get_weights()`.
    public func weights(of layer: String) throws -> [Tensor] { try getLayer(layer).weights.map(\.value) }

    /// All weights in Keras' order, as `model.get_weights()`.
    public func getWeights() -> [Tensor] { layers.flatMap(\.weights).map(\.value) }

    /// This model with other weights in one layer, as that layer's `set_weights`.
    ///
    /// - Parameter weights: as many, of the same shapes and in the same order as ``weights(of:)`` gives.
    /// - Throws: `KerasError.weights` for others, `KerasError.configuration` for a name that no layer has.
    public func replacingWeights(of layer: String, with weights: [Tensor]) throws -> Model {
        let index = try index(of: layer)
        var trees = self.weights
        trees[index] = try tree(weights[...], ofLayer: index)
        return try with(weights: trees)
    }

    /// This model with other weights in all layers, as `model.set_weights`.
    ///
    /// - Throws: as ``replacingWeights(of:with:)``.
    public func replacingWeights(with weights: [Tensor]) throws -> Model {
        var rest = weights[...]
        let trees = try blueprint.network.layers.indices.map { index in
            let count = slots(index).count
            defer { rest = rest.dropFirst(count) }
            return try tree(rest.prefix(count), ofLayer: index)
        }
        guard rest.isEmpty else {
            throw KerasError.weights(
                file: "model \"\(name)\"", layer: "", place: "weights", expected: "\(weights.count - rest.count) weights",
                found: "\(weights.count)")
        }
        return try with(weights: trees)
    }

    /// This model with other layers trained, as `layer.trainable = …` in Keras.
    ///
    /// - Parameters:
    ///   - layers: their names, also of layers inside of nested models; nil for all layers.
    /// - Throws: `KerasError.configuration` for a name that no layer has.
    public func settingTrainable(_ isTrainable: Bool, of layers: [String]? = nil) throws -> Model {
        let names = layers.map(Set.init)
        var met: Set<String> = []
        let config = blueprint.configuration[key: "config"] ?? blueprint.configuration
        let changed = TrainableFlags.setting(in: config) { name in
            met.insert(name)
            return names?.contains(name) ?? true ? isTrainable : nil
        }
        if let unknown = names?.subtracting(met).sorted().first { throw unknownLayer(unknown) }
        let className: JSON = .string(blueprint.network.isSequential ? "Sequential" : "Functional")
        let copy = try Blueprint(
            configuration: .object(["class_name": className, "config": changed]), place: "model", context: blueprint.context)
        return try Model(copy, weights: weights, origin: origin, options: options)
    }

    private func with(weights: [LayerTree<[Tensor]>]) throws -> Model {
        try Model(blueprint, weights: weights, origin: nil, options: options)
    }

    private func layer(_ index: Int) -> ModelLayer {
        let layer = blueprint.network.layers[index]
        return ModelLayer(
            name: layer.name, className: layer.className, isTrainable: layer.isTrainable,
            outputShapes: blueprint.shapes.results[index].first ?? [], definition: tensors.layers[index],
            weights: slots(index).map { slot in
                ModelLayer.Weight(
                    name: slot.specification.name, isTrainable: slot.isTrainable,
                    value: weights[index].leaf(at: slot.path[...])[slot.index])
            })
    }

    private func slots(_ index: Int) -> [SavedWeights.Slot] {
        SavedWeights.slots(of: blueprint.network.layers[index], blueprint.shapes.weights[index])
    }

    private func index(of name: String) throws(KerasError) -> Int {
        guard let index = blueprint.network.layers.firstIndex(where: { $0.name == name }) else { throw unknownLayer(name) }
        return index
    }

    private func unknownLayer(_ name: String) -> KerasError {
        .configuration(
            file: "model \"\(self.name)\"", place: "layers",
            expected: "one of \(blueprint.network.layers.map(\.name).joined(separator: ", "))", found: "\"\(name)\"")
    }

    /// The weights of a layer in the form of the layer.
    private func tree(_ tensors: ArraySlice<Tensor>, ofLayer index: Int) throws(KerasError) -> LayerTree<[Tensor]> {
        let slots = slots(index)
        let name = blueprint.network.layers[index].name
        func fault(_ place: String, _ expected: String, _ found: String) -> KerasError {
            .weights(file: "model \"\(self.name)\"", layer: name, place: place, expected: expected, found: found)
        }
        guard tensors.count == slots.count else { throw fault("weights", "\(slots.count) weights", "\(tensors.count)") }
        // The order of the file is not that inside a layer where some are frozen.
        var places: [[Int]: [Int: Tensor]] = [:]
        for (slot, tensor) in zip(slots, tensors) {
            guard slot.specification.admits(tensor.shape) else {
                throw fault(
                    slot.specification.name, "the shape \(SavedLayer.text(slot.specification.shape))",
                    SavedLayer.text(tensor.shape))
            }
            places[slot.path, default: [:]][slot.index] = tensor
        }
        var tree = weights[index].map { _ in [Tensor]() }
        for (path, tensors) in places {
            for index in tensors.keys.sorted() { tree.append(tensors[index]!, at: path[...]) }
        }
        return tree
    }
}
